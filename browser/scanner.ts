import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { newPage } from './app.ts'
import { asker, linkIn, publishForm, readLetter } from './stage.ts'

const agent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'
/** Who answers faster than this is taken for a program. */
const trapMs = 2_100

/**
 * Opens the links of letters as a scanner does that runs what stands in the pages and says nothing of itself: each page is
 * loaded and its scripts come to rest; nothing is clicked.
 */
export async function scan(owner: Page, links: readonly string[]): Promise<void> {
  const page = await newPage(owner.context().browser()!, { userAgent: agent })
  await page.addInitScript(`Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false })`)
  for (const link of links) await page.goto(link, { waitUntil: 'networkidle' })
}

/**
 * A link of every kind that Baton mails, with the firm's site where some of them lead, and what opening them must not change.
 * `letter`: an offer to a colleague of the person with this id.
 */
export async function everyLink(
  { owner, rep, url }: { owner: Page; rep: Page; url: string },
  of: { contactId: string; letter: string },
) {
  const ask = asker(owner)
  let lines = ''
  const site = http.createServer((_request, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8')
    answer.end(`<!doctype html><html lang="en"><head><title>Shop</title>${lines}</head><body></body></html>`)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  const shop = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  await ask('PUT', '/website', { on: true, sites: [shop] })
  lines = (await ask<{ snippet: string }>('GET', '/website')).snippet

  const { url: news } = await publishForm(owner, 'News', 'newsletter')
  const reader = await newPage(owner.context().browser()!)
  await reader.goto(news)
  await reader.getByRole('textbox', { name: 'E-mail' }).fill('nora.neu@scanned.example')
  await reader.getByRole('checkbox').check()
  await reader.waitForTimeout(trapMs)
  await reader.getByRole('button').click()
  await reader.getByText('Please confirm by the link', { exact: false }).waitFor()
  const confirm = linkIn(await readLetter(owner, url, 'Please confirm'), 'confirm')
  const { rows: readers } = await ask<{ rows: { id: string }[] }>('GET', '/contacts?q=nora.neu')

  const part = `/contacts/${of.contactId}`
  const made = await Promise.all([
    ask<{ url: string }>('POST', `${part}/preference-links`, {}),
    ask<{ url: string }>('POST', `${part}/site-links`, { url: `${shop}/offer` }),
  ])
  const push = { name: 'Fair', channel: 'event', from: '2026-01-01', to: '2027-01-01' }
  const { id: campaignId } = await ask<{ id: string }>('POST', '/campaigns', push)
  await ask('POST', `/campaigns/${campaignId}/links`, { page: `${shop}/fair` })
  const { rows: tracked } = await ask<{ rows: { short: string }[] }>('GET', `/campaigns/${campaignId}/links`)
  const people = [of.contactId, readers[0]!.id]
  const rowsOf = async (path: string, ...names: string[]) => {
    const { rows } = await ask<{ rows: Record<string, unknown>[] }>('GET', path)
    return rows.map((row) => names.map((name) => row[name]))
  }
  const stateOf = async (id: string) => [
    await ask('GET', `/contacts/${id}/permissions`),
    await ask<{ interest: number }[]>('GET', `/contacts/${id}/scores`).then((of) =>
      of.map((it) => it.interest),
    ),
    await rowsOf(`/timeline?contactId=${id}`, 'text'),
    await rowsOf(`/leads?contactId=${id}`, 'id'),
    await rowsOf(`/handovers?contactId=${id}`, 'id', 'state'),
    await rowsOf(`/contacts/${id}/site-links`, 'usedAt'),
  ]
  return {
    links: [
      ...['mute', 'answer'].map((way) => linkIn(of.letter, way)),
      ...[confirm, ...made.map((it) => it.url), tracked[0]!.short],
    ],
    /** What is known of both people, and which mails the colleague wants. */
    state: async () => [
      await Promise.all(people.map(stateOf)),
      await asker(rep)<object>('GET', '/notices/preferences'),
    ],
    pagesTold: async () => {
      const { seen } = await ask<{ seen: { sites: { pages: number }[] } }>('GET', '/website')
      return seen.sites.reduce((sum, { pages }) => sum + pages, 0)
    },
    close: () => site.close(),
  }
}
