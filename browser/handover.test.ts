import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, stage } from './stage.ts'

describe('one person, both hats, on a phone', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open({ viewport: { width: 390, height: 844 }, locale: 'de-DE' }))
  })

  it('writes a call down: a name, how to reach them, what they said', async () => {
    await page.goto(`${app.url}/handovers`)
    await page.getByText('Nothing to take over').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Quick capture' }).click()
    await page.getByText('Card', { exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill('مريم <b>Schäfer</b>')
    await page.getByLabel('Phone or e-mail').fill('030 901820')
    await page.getByLabel('What they said').fill('Wants a price for forty seats')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: /Schäfer/ }).waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('has the card at once, taken by rule, with what to say first and the number to tap', async () => {
    await page.getByRole('link', { name: /Schäfer/ }).click()
    await page.getByRole('heading', { name: 'مريم <b>Schäfer</b>' }).waitFor()
    await page.getByText('By rule', { exact: true }).waitFor()
    await page.getByText('Wants a price for forty seats').first().waitFor()
    expect(await page.getByRole('link', { name: '030 901820' }).getAttribute('href')).toContain('tel:')
    expect(await axeFinds(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  })

  it('logs the call in two taps, and the card says so', async () => {
    await page.getByRole('button', { name: 'Log a try' }).click()
    await page.getByRole('button', { name: 'No answer' }).click()
    await page.getByText('Call: no answer').waitFor()
  })

  it('warns while typing that somebody is known', async () => {
    await page.goto(`${app.url}/capture`)
    await page.getByLabel('Phone or e-mail').fill('030 901820')
    await page.getByRole('button', { name: /It is .*Schäfer/ }).click()
    await page.getByText('This is added to what is known of them.').waitFor()
  })

  it('asks for a reason before sending back, and keeps it', async () => {
    await page.goto(app.url)
    await page.getByRole('link', { name: /Schäfer/ }).click()
    await page.getByRole('button', { name: 'Send back' }).click()
    await page.getByRole('button', { name: 'Send back' }).click()
    await page.getByText('Choose a reason first.').waitFor()
    await page.getByText('Chose a competitor').click()
    await page.getByLabel('Which one?').fill('Kabelwerk Nord')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Send back' }).click()
    await page.getByText('Sent back', { exact: true }).first().waitFor()
    await page.goto(`${app.url}/handovers?box=ended`)
    await page.getByRole('link', { name: /Schäfer/ }).waitFor()
    expect(faults).toEqual([])
  })
})
