import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, newPage, startApp, watch } from './app.ts'
import { axeFinds, foundedFirm, keptOf } from './person.ts'
import { type App, asker } from './stage.ts'

const width = 'document.documentElement.scrollWidth - innerWidth'

describe('the month', () => {
  const faults: string[] = []
  let app: App
  let browser: Browser
  let page: Page

  const settings = { BATON_SECRET: foundedFirm.secret }
  const comeIn = async () => {
    await browser?.close()
    browser = await launchBrowser()
    page = await newPage(browser, { storageState: keptOf(app.url) })
    watch(page, faults)
    await page.goto(app.url)
    await page.getByRole('heading', { name: 'Home' }).waitFor()
  }

  beforeAll(async () => {
    app = await startApp(settings, foundedFirm.database)
    await comeIn()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  it('says that it is open, shows every number, opens its rows; a margin makes a return', async () => {
    await page.goto(`${app.url}/insight/months`)
    await page
      .getByText(/freezes/)
      .first()
      .waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.locator('main').getByRole('link').first().click()
    await page.getByText(/Open until/).waitFor()
    for (const title of ['From lead to customer', 'Rates', 'Speed', 'Money', 'Open pipeline', 'Customers'])
      await page.getByRole('heading', { name: title, exact: true }).waitFor()
    await page.getByText('No margin, no ROI', { exact: false }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(width)).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page
      .getByRole('row', { name: /^Leads/ })
      .getByRole('link', { name: '0' })
      .click()
    await page.getByText('Nothing is counted in this period.').waitFor()
    await page.getByRole('link', { name: 'Month', exact: true }).click()
    await page.getByText(/Open until/).waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false)
    const last = await page.getByRole('heading', { name: 'What must hold' }).boundingBox()
    expect(last!.y).toBeGreaterThan(844)
    expect(await page.evaluate<number>('document.documentElement.scrollHeight')).toBeGreaterThan(last!.y)
    await page.emulateMedia({ media: 'screen' })
    const file = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    expect((await file).suggestedFilename()).toMatch(/^numbers-\d{4}-\d\d\.csv$/)
    await page.goto(`${app.url}/insight/pauses?duty=answer`)
    await page.getByText('No pauses').waitFor()
    expect(await page.evaluate(width)).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.goto(`${app.url}/settings/margins`)
    await page.getByLabel('Gross margin').fill('60')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The margin is saved.').waitFor()
    expect(faults).toEqual([])
  })

  it('says once it froze what it said, what it says now, and which rows made it so', async () => {
    const ask = asker(page)
    await page.setViewportSize({ width: 1440, height: 900 })
    const { reasons } = await ask<{ reasons: { id: string; kind: string }[] }>('GET', '/pipeline')
    const reasonId = reasons.find(({ kind }) => kind === 'won')!.id
    const won: string[] = []
    for (const name of ['Forty seats', 'Four seats']) {
      const { id } = await ask<{ id: string }>('POST', '/deals', { name, oneOffMinor: 1_000_000 })
      await ask('POST', `/deals/${id}/win`, { reasonId })
      won.push(id)
    }
    // Both were won in the month before last, whose 15th has come by now; nobody was there to freeze it until Baton starts again.
    await app.sql(`set session_replication_role = replica;
      create function then_at() returns timestamptz immutable return date_trunc('month', now()) - interval '2 months' + interval '10 days';
      update workspace set created_at = then_at() - interval '5 days';
      update deal set created_at = then_at(), closed_at = then_at(), recorded_at = then_at(), stage_since = then_at();
      update deal_movement set at = then_at();
      update month_clock set at = now(), month = date_trunc('month', then_at());
      delete from job_lease where name = 'months'`)
    await app.stop('months_due')
    app = await startApp(settings, 'months_due')
    await comeIn()
    await page.goto(`${app.url}/insight/months`)
    await page
      .getByText(/^frozen \d/)
      .first()
      .waitFor()
    await page.locator('main').getByRole('link').last().click()
    await page.getByText(/^Nothing has been restated/).waitFor()
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    const cells = (name: string) => row(name).getByRole('cell').allTextContents()
    expect(await cells('Won value')).toEqual(['£20,000.00', '2'])

    await asker(page)('PATCH', `/deals/${won[0]}`, { oneOffMinor: 1_250_000 })
    await asker(page)('DELETE', `/deals/${won[1]}`)
    const restated = page.getByRole('region', { name: 'Restated' })
    const line = restated.getByRole('listitem').filter({ hasText: /^Won valuewas/ })
    await line.getByText('was £20,000.00, is £12,500.00').waitFor()
    // What froze stands as it was, with what it is now beside it.
    expect(await cells('Won value')).toEqual(['£20,000.00', '£12,500.00', '2'])
    const why = line.getByRole('listitem')
    await why.filter({ hasText: /^Forty seats changed from £10,000.00 to £12,500.00, .* by Ömer/ }).waitFor()
    await why.filter({ hasText: /^Four seats left, .* by Ömer/ }).waitFor()
    // How many were won says less by the one that left alone, whatever the other is worth.
    const count = restated.getByRole('listitem').filter({ hasText: /^Wonwas/ })
    expect(await count.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^Four seats left/),
    ])
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(width)).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })
    await why.getByRole('link', { name: 'Forty seats' }).click()
    await page.getByRole('heading', { name: 'Forty seats' }).waitFor()
    expect(faults).toEqual([])
  })
})
