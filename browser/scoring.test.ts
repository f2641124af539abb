import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, stage } from './stage.ts'

describe('what strong enough means', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open({ viewport: { width: 1440, height: 900 } }))
    await page.evaluate(async () => {
      for (const city of ['Berlin', 'Berlin', 'Bonn'])
        await fetch('/api/contacts', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'baton-workspace': '1' },
          body: JSON.stringify({ name: `Person of ${city}`, city }),
        })
    })
  })

  it('begins with who asks, and says from when on a score is worthwhile', async () => {
    await page.goto(`${app.url}/handovers/strong-enough`)
    await page.getByText('only who asks for sales is passed on').waitFor()
    await page.getByText('a score is worth setting up from about 50').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('shows what a rule would say of today’s people while it is written', async () => {
    await page.getByText('Who asks, and who is strong enough').click()
    await page.getByRole('button', { name: 'Points for who they are' }).click()
    const rule = page.getByRole('group', { name: /Rule on/ })
    await rule.getByRole('combobox', { name: 'Who they are' }).click()
    await page.getByRole('option', { name: 'Town', exact: true }).click()
    await rule.getByRole('combobox', { name: 'Must' }).click()
    await page.getByRole('option', { name: 'is', exact: true }).click()
    await rule.getByLabel('Value').fill('Berlin')
    await rule.getByLabel('Points').fill('50')
    await page.getByLabel('Ready from').fill('50')
    await page.getByLabel('An act of their own in the last days').fill('')
    await page.getByRole('img', { name: /2 would be ready/ }).waitFor()
    await page.getByRole('button', { name: 'Who?' }).first().click()
    await page.getByRole('link', { name: 'Person of Berlin' }).first().waitFor()
    expect(await page.getByRole('link', { name: 'Person of Bonn' }).count()).toBe(0)
    expect(await axeFinds(page)).toEqual([])
  })

  it('says what is not sound, and asks before it is put in force', async () => {
    await page.getByLabel('Until below').fill('70')
    await page.getByText('The threshold to leave must not be above the one to enter.').waitFor()
    expect(await page.getByRole('button', { name: 'Put in force' }).isDisabled()).toBe(true)
    await page.getByLabel('Until below').fill('40')
    await page.getByRole('button', { name: 'Put in force' }).click()
    await page.getByText(/It would make 2 people ready/).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Put in force' }).click()
    await page.getByText(/version 2, ready from 50 points/).waitFor({ timeout: 20_000 })
  })

  it('shows the points of a person line by line', async () => {
    await page.goto(`${app.url}/people`)
    await page.getByText('Person of Berlin').first().click()
    await page.getByText('Town is Berlin').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${app.url}/handovers/strong-enough`)
    await page.getByRole('button', { name: 'Put in force' }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
