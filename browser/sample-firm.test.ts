import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, newPage, startApp, watch } from './app.ts'
import { addressesIn, faultsAt, routesOf } from './crawl.ts'
import { compared, digitsOn, termsOn } from './digits.ts'
import { axeFinds, fill } from './person.ts'
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
    expect(await axeFinds(page)).toEqual([])
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

  it('has nothing for axe to find and nothing beyond the edge on any screen, in light on a desk and in dark on a phone', async () => {
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

  it('says the same number under the same filter in the same digits on every screen', async () => {
    const ask = asker(page)
    const [open] = (await ask<{ rows: { month: string; state: string }[] }>('GET', '/months')).rows
    const numbers = await digitsOn(page, `${app.url}/insight?period=month&view=period`)
    await page.getByRole('button', { name: /month by month: as table/ }).click()
    const last = page
      .getByRole('region', { name: /month by month, table/ })
      .getByRole('row')
      .last()
    const drawn = (await last.getByRole('cell').allTextContents()).slice(-5, -1)
    const month = await digitsOn(page, `${app.url}/insight/months/${open!.month}`)
    const home = await digitsOn(page, app.url)
    const whole = compared(numbers, month)
    expect(whole.differ).toEqual([])
    expect(whole.common).toBeGreaterThan(40)
    expect(compared(home, month)).toEqual({ common: 5, differ: [] })
    expect(drawn).toEqual(['lead', 'ready', 'offered', 'won'].map((step) => textOf(month, `funnel.${step}`)))
    await page.goto(`${app.url}/handovers/agreement`)
    const kept = page.getByRole('link', { name: /kept this month/ })
    expect(await kept.textContent()).toBe(`${textOf(month, 'handover.kept_then')} kept this month`)
    await kept.click()
    await page.getByRole('heading', { name: 'Kept' }).waitFor()

    const { rows } = await ask<{ rows: { id: string; name: string }[] }>('GET', '/campaigns')
    let withLeads = 0
    for (const { id, name } of rows.toReversed()) {
      if (withLeads === 3) break
      const all = await digitsOn(page, `${app.url}/insight?period=all&view=period&campaign=${id}`)
      await page.goto(`${app.url}/marketing/campaigns/${id}`)
      await page.getByText('Influenced', { exact: true }).waitFor()
      await page.waitForLoadState('networkidle')
      const said = await termsOn(page, 'What came of it')
      const first = (text: string) => text.split(' of ')[0]
      if (first(said.Leads!) === '0') continue // nothing came of it yet: a dash in the numbers
      withLeads++
      expect([name, first(said.Leads!), said.Ready, first(said.Won!)]).toEqual([
        ...[name, textOf(all, 'funnel.lead'), textOf(all, 'funnel.ready')],
        textOf(all, 'deal.won', 'Won value'),
      ])
      // What is nothing opens no rows, so that it stands there without a link.
      expect([name, said.Influenced]).toEqual([name, textOf(all, 'deal.influenced') ?? '€0.00'])
      expect([name, said['Spent so far']]).toEqual([name, textOf(all, 'spend.all', 'Spend') ?? '€0.00'])
    }
    expect(withLeads).toBe(3)
  }, 300_000)

  it('goes again with everything in it, once its name was typed', async () => {
    await page.goto(`${app.url}/settings/sample`)
    await page.getByText('Kranich Sensors is a sample').waitFor()
    expect(await axeFinds(page)).toEqual([])
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

/** What a number says that opens this set, by its name where several do. */
const textOf = (digits: ReadonlyMap<string, string>, key: string, label = ''): string | undefined =>
  [...digits].find(([name]) => name.startsWith(`${key} · ${label}`))?.[1]
