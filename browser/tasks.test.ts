import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, stage } from './stage.ts'

describe('what is to be done', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open({ viewport: { width: 1440, height: 900 } }))
  })

  it('is written in one line, ticked off, put off and taken back by keyboard alone', async () => {
    await page.goto(`${app.url}/tasks`)
    await page.getByText('Nothing to do').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('n')
    for (const line of [
      'Das Angebot an Frau Großkundin schicken tomorrow',
      'اتصل بفاطمة today',
      'Some day',
    ]) {
      await page.keyboard.type(line)
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: line.replace(/ (tomorrow|today)$/, ''), exact: true }).waitFor()
    }
    await page.keyboard.press('Tab')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('x')
    await page.getByText('Done.', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'اتصل بفاطمة', exact: true }).waitFor({ state: 'detached' })
    await page.keyboard.press('z')
    await page.getByText('Taken back.').waitFor()
    await page.getByRole('button', { name: 'اتصل بفاطمة', exact: true }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.goto(`${app.url}/tasks`)
    await page.getByRole('button', { name: 'Some day', exact: true }).click()
    await page.getByLabel('What', { exact: true }).fill('Some other day')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Some other day', exact: true }).waitFor()
  })

  it('stands on Home and on the deal, on a phone too', async () => {
    await page.goto(`${app.url}/sales/deals/new`)
    await page.getByLabel('Name', { exact: true }).fill('Forty seats')
    await page.getByRole('button', { name: 'Make the deal' }).click()
    await page.getByLabel('Add a next step').fill('Send the offer today')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Done: Send the offer' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    for (const where of ['/', '/tasks', page.url().replace(app.url, '')]) {
      await page.goto(app.url + where)
      await page.getByText('Send the offer').first().waitFor()
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect({ where, wide }).toEqual({ where, wide: 0 })
      expect(await axeFinds(page)).toEqual([])
    }
    expect(faults).toEqual([])
  })
})
