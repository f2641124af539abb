import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, newPage, startApp } from './app.ts'
import { fill, serious } from './person.ts'

type App = Awaited<ReturnType<typeof startApp>>

describe('looking around in a sample firm', () => {
  let app: App
  let browser: Awaited<ReturnType<typeof launchBrowser>>
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    ;[app, browser] = await Promise.all([startApp(), launchBrowser()])
    // Of the same kind, but short: eighteen months take minutes.
    await app.sql(`
      create function short_sample() returns trigger language plpgsql as $$ begin new.months := 1; return new; end $$;
      create trigger short_sample before insert on sample_firm for each row execute function short_sample()`)
    page = await newPage(browser)
    page.on('pageerror', (error) => faults.push(String(error)))
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  it('is a choice of the first run, and shows how far it is', async () => {
    await page.goto(app.setupUrl)
    await page.getByText('Look around in a sample firm').click()
    await fill(page)
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.getByText('Playing eighteen months of a firm').waitFor()
    await page.getByRole('progressbar').waitFor()
    expect(await serious(page)).toEqual([])
  })

  it('leads into the firm by itself when it is ready, which says that it is a sample', async () => {
    await page.getByRole('heading', { name: 'Home' }).waitFor({ timeout: 240_000 })
    await page.getByText('Kranich Sensors').first().waitFor()
    const banner = await page.getByText('A sample firm: nobody in it is real', { exact: false }).boundingBox()
    expect(banner!.y).toBeLessThan(200)
    await page.goto(`${app.url}/handovers/agreement`)
    await page.getByText('Mara Lindqvist').first().waitFor()
    await page.getByText('Nadia Öztürk').first().waitFor()
  }, 300_000)

  it('goes again with everything in it, once its name was typed', async () => {
    await page.goto(`${app.url}/settings/sample`)
    await page.getByText('Kranich Sensors is a sample').waitFor()
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Remove the sample firm' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('Kranich Sensors')
    await dialog.getByRole('button', { name: 'Remove the sample firm' }).click()
    await page.waitForURL(`${app.url}/`)
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    await page.goto(`${app.url}/settings/sample`)
    await page.getByRole('button', { name: 'Make a sample firm' }).waitFor({ timeout: 60_000 })
    expect(faults).toEqual([])
  })
})
