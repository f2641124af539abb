import type { Page } from 'playwright-core'
import { axeFinds } from './person.ts'
import { asker } from './stage.ts'

type Rows = { rows: { id: string }[] }
type Router = {
  routesByPath: Record<string, unknown>
  history: { push: (href: string) => void }
  state: { status: string; matches: { fullPath: string }[] }
}

const longestMs = 45_000
const stepMs = 25
/** Shows every piece there is, what loads and what failed among them. */
const showcase = '/-/pieces'

/** Every address of the built app, as its own router knows them. */
export const routesOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Object.keys((window as unknown as { __TSR_ROUTER__: Router }).__TSR_ROUTER__.routesByPath).sort(),
  )

/** What stands at each address that needs more than itself: something that the firm has. */
export async function addressesIn(page: Page): Promise<Record<string, string>> {
  const ask = asker(page)
  const first = async (path: string) => (await ask<Rows>('GET', path)).rows[0]!.id
  const { rows: people } = await ask<Rows>('GET', '/contacts?limit=2')
  const [person, other] = people.map(({ id }) => id)
  const [month] = (await ask<{ rows: { month: string }[] }>('GET', '/months')).rows
  const campaign = `/marketing/campaigns/${await first('/campaigns')}`
  const letter = (await ask<Rows>('GET', '/letters')).rows.at(-1)!.id
  return {
    '/companies/$id': `/companies/${await first('/companies')}`,
    '/handovers/$id': `/handovers/${await first('/handovers?box=open')}`,
    '/insight/came-back/rows': '/insight/came-back/rows?set=sent_back',
    '/insight/months/$month': `/insight/months/${month!.month}`,
    '/insight/rows': '/insight/rows?key=funnel.lead&title=Leads',
    '/marketing/campaigns/$id': campaign,
    '/marketing/campaigns/$id/participants': `${campaign}/participants`,
    '/marketing/campaigns/$id/plan': `${campaign}/plan`,
    '/marketing/forms/$id': `/marketing/forms/${await first('/forms')}`,
    '/people/$id': `/people/${person}`,
    '/people/$id/kept': `/people/${person}/kept`,
    '/people/merge': `/people/merge?of=contact&one=${person}&other=${other}`,
    '/reset': '/reset?token=some',
    '/sales/conversations/$id': `/sales/conversations/${await first('/conversations?box=all')}`,
    '/sales/deals/$id': `/sales/deals/${await first('/deals')}`,
    '/settings/imports/$id': `/settings/imports/${await first('/imports')}`,
    '/settings/webhooks/$id': `/settings/webhooks/${await first('/webhooks')}`,
    '/settings/sent-mail/$id': `/settings/sent-mail/${letter}`,
  }
}

/** Goes there as a link does, and waits until everything is drawn that was on its way; what it waited for in vain. */
async function visit(page: Page, route: string, address: string): Promise<string[]> {
  await page.evaluate(
    (href) => (window as unknown as { __TSR_ROUTER__: Router }).__TSR_ROUTER__.history.push(href),
    address,
  )
  let left = ''
  for (const end = Date.now() + longestMs; Date.now() < end; await page.waitForTimeout(stepMs)) {
    left = await page.evaluate(
      ([route, showcase]) => {
        const { status, matches } = (window as unknown as { __TSR_ROUTER__: Router }).__TSR_ROUTER__.state
        const here = matches.at(-1)?.fullPath
        if (status !== 'idle' || here !== route) return `${here} is ${status}`
        if (!document.querySelector('h1')) return 'no heading'
        const loading = document.querySelector('[role="status"][aria-label="Loading"]')
        return loading && route !== showcase ? 'still loading' : ''
      },
      [route, showcase] as const,
    )
    if (left === '') return []
  }
  return [`never drawn: ${left}`]
}

/** What is wrong with a screen: findings of axe, something beyond the edge, an error in its place. */
export async function faultsAt(page: Page, route: string, address: string): Promise<string[]> {
  const undrawn = await visit(page, route, address)
  if (undrawn.length > 0) return undrawn
  const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  const alerts = route === showcase ? [] : await page.locator('main [role="alert"]').allTextContents()
  return [...alerts, ...(beyond > 0 ? [`${beyond} px beyond the edge`] : []), ...(await axeFinds(page))]
}
