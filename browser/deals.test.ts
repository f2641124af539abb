import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { serious } from './person.ts'
import { type App, stage } from './stage.ts'

describe('from the call to the customer', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open({ viewport: { width: 1440, height: 900 } }))
  })

  it('makes a deal of a handover, with what it is worth', async () => {
    await page.goto(`${app.url}/sales`)
    await page.getByText('No open deals').waitFor()
    expect(await serious(page)).toEqual([])
    await page.goto(`${app.url}/capture`)
    await page.getByLabel('Name', { exact: true }).fill('Erika Großkundin')
    await page.getByLabel('Phone or e-mail').fill('030 901820')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: /Großkundin/ }).click()
    await page.getByRole('button', { name: 'Make a deal' }).click()
    await page.getByRole('heading', { name: 'New deal' }).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Forty seats')
    await page.getByLabel('One-off').fill('12500')
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Make the deal' }).click()
    await page.getByRole('heading', { name: 'Forty seats' }).waitFor()
    await page.getByText('£12,500.00').first().waitFor()
    expect(await serious(page)).toEqual([])
  })

  it('carries it over the board by keyboard alone, and back by undo', async () => {
    await page.goto(`${app.url}/sales`)
    const card = page.getByRole('button', { name: /Forty seats/ }).first()
    await card.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await page.getByText(/Forty seats is in/).waitFor()
    expect(await serious(page)).toEqual([])
    await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back.').waitFor()
  })

  it('is won with a reason, and the numbers say exactly that', async () => {
    await page
      .getByRole('button', { name: /Forty seats/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Forty seats' }).waitFor()
    await page.getByRole('button', { name: 'Won', exact: true }).click()
    await page.getByRole('button', { name: 'Win the deal' }).click()
    await page.getByText('Choose a reason').waitFor()
    await page.getByRole('combobox', { name: 'What decided it?' }).click()
    await page.getByRole('option').first().click()
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Win the deal' }).click()
    await page.getByText('The deal is won.').waitFor()
    await page.goto(`${app.url}/insight`)
    await page.getByText('£12.5K').first().waitFor()
    await page.getByText('1 by rule: one person wears both hats').waitFor()
    expect(await page.getByText('1 of 1', { exact: true }).count()).toBeGreaterThanOrEqual(5)
    expect(await serious(page)).toEqual([])
    await page.goto(`${app.url}/people`)
    await page.getByText('Customer', { exact: true }).waitFor()
    await page.goto(`${app.url}/sales/deals?state=won`)
    await page.getByText('Forty seats').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    for (const where of ['/sales', '/sales/deals', '/sales/deals/new']) {
      await page.goto(app.url + where)
      await page.getByRole('heading').first().waitFor()
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect({ where, wide }).toEqual({ where, wide: 0 })
      expect(await serious(page)).toEqual([])
    }
    expect(faults).toEqual([])
  })
})
