import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, newPage, startApp, watch } from './app.ts'
import { addressesIn, faultsAt, routesOf } from './crawl.ts'
import { fill, serious } from './person.ts'
import { asker, invitationIn } from './stage.ts'

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
    watch(page, faults)
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

  it('has nothing serious and nothing beyond the edge on any screen, in light on a desk and in dark on a phone', async () => {
    const ask = asker(page)
    await ask('POST', '/webhooks', {
      ...{ name: 'Accounting', url: 'https://books.example/hooks', events: ['deal.won', 'deal.lost'] },
    })
    await page.goto(`${app.url}/settings/imports`)
    await page.getByLabel('File', { exact: true }).setInputFiles({
      ...{
        name: 'People.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('E-Mail,Name\na@firm.example,Anna'),
      },
    })
    await page.getByText('Where the columns go').waitFor()
    const { rows: people } = await ask<{ rows: { id: string }[] }>('GET', '/contacts?limit=1')
    await ask('POST', '/conversations/mails', {
      ...{ contactId: people[0]!.id, subject: 'As we said', text: 'The offer follows.' },
      basis: { basis: 'request', proof: 'Asked on the phone today' },
    })
    await ask('POST', '/invitations', { email: 'new@firm.example', role: 'marketer' })
    const addresses: Record<string, string> = {
      ...(await addressesIn(page)),
      '/invitation': await invitationIn(page),
    }
    const routes = await routesOf(page)
    expect(routes.length).toBeGreaterThan(70)
    expect(routes.filter((route) => route.includes('$') && !addresses[route])).toEqual([])
    const found: Record<string, string[]> = {}
    for (const [colorScheme, width] of [
      ['light', 1440],
      ['dark', 390],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      for (const route of routes) {
        const faults = await faultsAt(page, route, addresses[route] ?? route)
        if (faults.length > 0) found[`${route} ${colorScheme} ${width}`] = faults
      }
    }
    expect(found).toEqual({})
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1280, height: 720 })
  }, 900_000)

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
