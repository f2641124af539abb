import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, newPage, startApp } from './app.ts'
import { callThem, makeAccount, openLead, sayReached, takeLead } from './first-call.ts'
import { axeFinds } from './person.ts'

/** What the way takes now; it may become shorter. */
const most = { toFirstCall: { clicks: 6, fields: 6 }, toFirstForm: { clicks: 7, fields: 1 } }

const inSight = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}

describe('a newcomer’s first five minutes', () => {
  let app: Awaited<ReturnType<typeof startApp>>
  let browser: Awaited<ReturnType<typeof launchBrowser>>
  let page: Page
  const faults: string[] = []
  let spent = { clicks: 0, fields: 0 }

  beforeAll(async () => {
    ;[app, browser] = await Promise.all([startApp(), launchBrowser()])
    page = await newPage(browser)
    page.on('pageerror', (error) => faults.push(String(error)))
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  const click = async (target: Locator) => {
    spent.clicks++
    await target.click()
  }
  const type = async (label: string, text: string) => {
    spent.fields++
    await page.getByLabel(label, { exact: true }).fill(text)
  }
  const within = (budget: typeof spent) => {
    expect(spent.clicks).toBeLessThanOrEqual(budget.clicks)
    expect(spent.fields).toBeLessThanOrEqual(budget.fields)
    spent = { clicks: 0, fields: 0 }
  }
  /** From the row on a list to the answer: who it is, the call, how it went. */
  const answer = async (name: string) => {
    const hand = { page, click, type }
    await openLead(name).run(hand)
    const where = (await page.getByRole('link', { name: 'Call' }).boundingBox())!
    await callThem.run(hand)
    // What to say and their number stay in sight; a second click in the same place answers nothing.
    for (const shown of [page.getByText('To begin with, say'), page.getByRole('link', { name: '030 90' })])
      expect(await shown.evaluate(inSight)).toBe(true)
    await page.mouse.click(where.x + where.width / 2, where.y + where.height / 2)
    await sayReached.run(hand)
    expect(await page.getByRole('link', { name: 'Notices' }).getAttribute('aria-label')).toBe('Notices')
    expect(await axeFinds(page)).toEqual([])
  }

  it('lead from the address that Baton printed to a lead who was called', async () => {
    await makeAccount(app.setupUrl).run({ page, click, type })
    await takeLead('Erika Muster').run({ page, click, type })
    await answer('Erika Muster')
    within(most.toFirstCall)
  })

  it('and to a deal, which the card and the list name from then on', async () => {
    await page.getByRole('button', { name: 'Make a deal' }).click()
    await page.getByRole('button', { name: 'Make the deal' }).click()
    await page.getByText('Deal “Erika Muster” was made').waitFor()
    await page.getByText('Called us').first().waitFor()
    await page.goto(app.url)
    await page.getByText('In deal “Erika Muster”').waitFor()
    await page
      .getByRole('link', { name: /Erika Muster/ })
      .first()
      .click()
    await page.getByText('qualifies this handover when it reaches “Understanding”').waitFor()
    expect(await page.getByRole('button', { name: 'Make a deal' }).count()).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    spent = { clicks: 0, fields: 0 }
  })

  it('and from there to a published form and the first who asks by it', async () => {
    await page.goto(app.url)
    await page.getByRole('heading', { name: 'First steps: 2 of 5' }).waitFor()
    await click(page.getByRole('link', { name: 'Publish a form' }))
    await click(page.getByRole('button', { name: 'New form' }))
    await type('Name', 'Ask us')
    await click(page.getByRole('button', { name: 'Make it' }))
    await click(page.getByRole('button', { name: 'Publish' }))
    const where = await page.getByRole('link', { name: 'Open', exact: true }).getAttribute('href')
    const stranger = await newPage(browser)
    await stranger.goto(where!)
    await stranger.getByLabel('Your name').fill('Zoë Fremd')
    await stranger.getByLabel('E-mail').fill('zoe@fremd.example')
    await stranger.getByLabel('Phone').fill('030 901819')
    await stranger.getByLabel('What can we do for you?').fill('Call me about the big one')
    await stranger.waitForTimeout(2_100) // faster than this is no person
    await stranger.getByRole('button', { name: 'Send' }).click()
    await stranger.getByText('We call or write to you soon').waitFor()
    await stranger.close()
    await page.goto(app.url)
    await answer('Zoë Fremd')
    within(most.toFirstForm)
    await page.goto(app.url)
    await page.getByRole('heading', { name: 'First steps: 3 of 5' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
