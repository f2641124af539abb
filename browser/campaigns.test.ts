import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, asker, stage } from './stage.ts'

const width = 'document.documentElement.scrollWidth - innerWidth'

describe('a campaign', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page
  beforeAll(async () => {
    ;({ app, page } = await open())
  })

  it('is planned, has costs, makes links, and says what it brought; customers stand with their terms', async () => {
    await page.goto(`${app.url}/marketing/campaigns`)
    await page.getByRole('button', { name: 'Plan the first campaign' }).click()
    await page.getByLabel('Name').fill('Messe München')
    await page.getByLabel('Leads wanted').fill('20')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Plan it' }).click()
    await page.getByRole('heading', { name: 'Messe München' }).waitFor()
    await page.getByRole('button', { name: 'Add a cost' }).click()
    await page.getByLabel('What for').fill('Stand')
    await page.getByLabel('Amount').fill('1200')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('“Stand” is written down.').waitFor()
    await page.getByText(/1,200\.00 planned/).waitFor()
    await page.getByText('0 of 20').waitFor()
    await page.getByRole('button', { name: 'Add a link' }).click()
    await page.getByLabel('A page of yours').fill('firm.example/offer')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/utm_campaign=messe-munchen/).waitFor()
    await page.getByText(/\/-\/l\/1\./).waitFor()
    await page.getByLabel('All costs are written down').check()
    await page.getByText('Costs may be missing', { exact: false }).waitFor({ state: 'detached' })
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(width)).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.goto(`${app.url}/marketing/campaigns`)
    await page.getByText('Messe München').waitFor()
    expect(await page.evaluate(width)).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('link', { name: 'Spent for no campaign' }).click()
    await page.getByText('Nothing is written down yet', { exact: false }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.goto(`${app.url}/customers`)
    await page.getByText('No customer yet').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('has planned, committed and actual costs, own time apart; a line moves to it and away, with a way back', async () => {
    const ask = asker(page)
    const { rows } = await ask<{ rows: { id: string; from: string; to: string }[] }>('GET', '/campaigns')
    const [{ id, from, to }] = rows as [(typeof rows)[number]]
    const lines = [
      ['Flyers', 'print', 'committed', 30_000],
      ['Own hours', 'own_time', 'actual', 90_000],
    ] as const
    for (const [title, kind, state, amountMinor] of lines)
      await ask('POST', '/costs', { campaignId: id, title, kind, state, amountMinor, from, to })

    await page.goto(`${app.url}/marketing/costs`)
    await page.getByRole('button', { name: 'Add a cost' }).click()
    const dialog = page.getByRole('dialog')
    const choose = async (field: string, option: string) => {
      await dialog.getByRole('combobox', { name: field }).click()
      await page.getByRole('option', { name: option, exact: true }).click()
    }
    await dialog.getByLabel('What for').fill('Agency')
    await dialog.getByLabel('Amount').fill('450')
    await choose('Kind', 'Agency')
    await choose('State', 'Actual')
    await dialog.getByLabel('Service from').fill('2026-03-01')
    await dialog.getByLabel('Service to').fill('2026-02-01')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('On or after the first day').waitFor()
    await dialog.getByLabel('Service to').fill('2026-03-31')
    await page.keyboard.press('Tab')
    expect(await axeFinds(page)).toEqual([])
    expect(await page.evaluate(width)).toBe(0)
    await dialog.getByRole('button', { name: 'Save' }).click()
    const line = page.getByRole('listitem').filter({ hasText: 'Agency, 1 Mar 2026 – 31 Mar 2026' })
    await line.waitFor()
    await page.getByText('£450.00 actual, £0.00 committed, £0.00 planned').waitFor()
    await page.goto(`${app.url}/marketing/campaigns`)
    await page.getByText('Spent for no campaign: £450.00').waitFor()

    const move = async (to: string) => {
      await line.getByRole('button', { name: 'Agency', exact: true }).click()
      await choose('Campaign', to)
      await dialog.getByRole('button', { name: 'Save' }).click()
    }
    await page.getByRole('link', { name: 'Spent for no campaign' }).click()
    await move('Messe München')
    const told = page.getByRole('alert').filter({ hasText: '“Agency” is part of “Messe München” now.' })
    await told.waitFor()
    await page.getByText('Nothing is written down yet', { exact: false }).waitFor()
    await told.getByRole('button', { name: 'Undo' }).click()
    await line.waitFor()
    await move('Messe München')
    await line.waitFor({ state: 'detached' })
    await page.goto(`${app.url}/marketing/campaigns/${id}`)
    const sums = '£450.00 actual, £300.00 committed, £1,200.00 planned. Own time: £900.00'
    await page.getByText(`Without own time: ${sums}`).waitFor()
    expect(await page.getByLabel('All costs are written down').isChecked()).toBe(true)
    await page.getByText('Costs since: 3 added.').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Tick again: these are all' }).click()
    await page.getByText('Costs since', { exact: false }).waitFor({ state: 'detached' })
    expect(await axeFinds(page)).toEqual([])
    expect(await page.evaluate(width)).toBe(0)
    await move('No campaign')
    await page.getByText('“Agency” is spent for no campaign now.').waitFor()
    await line.waitFor({ state: 'detached' })
    expect(faults).toEqual([])
  })

  it('is given its part of what was won by several models, which opens into the deals', async () => {
    await page.goto(`${app.url}/insight/attribution`)
    await page
      .getByRole('row', { name: /^Unallocated/ })
      .getByRole('link', { name: '£450.00' })
      .waitFor()
    expect(await axeFinds(page)).toEqual([])
    const ask = asker(page)
    const { code, id } = (await ask<{ rows: { id: string; code: string }[] }>('GET', '/campaigns')).rows[0]!
    const event = { kind: 'trial_started', contact: { email: 'ida@firm.example' }, human: true }
    const { rows } = await ask<{ rows: { contactId: string; leadId: string }[] }>('POST', '/events', {
      events: [{ ...event, campaign: code, asks: true, channel: 'ads' }],
    })
    const { contactId, leadId } = rows[0]!
    const { id: dealId } = await ask<{ id: string }>('POST', '/deals', {
      ...{ name: 'Cables', contactId, leadId, oneOffMinor: 123_456 },
    })
    const { reasons } = await ask<{ reasons: { id: string; kind: string }[] }>('GET', '/pipeline')
    await ask('POST', `/deals/${dealId}/win`, { reasonId: reasons.find(({ kind }) => kind === 'won')!.id })

    await page.goto(`${app.url}/insight/attribution`)
    const row = page.getByRole('row', { name: /^Messe München/ })
    const amounts = row.getByRole('link', { name: '£1,234.56' })
    await amounts.first().waitFor()
    expect(await amounts.count()).toBe(5)
    expect(await page.getByLabel('adds up').count()).toBe(5)
    expect(await axeFinds(page)).toEqual([])
    await amounts.first().click()
    await page.getByText('Began the lead').waitFor()
    await page.getByText('1 deal, latest won first').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('link', { name: 'Cables' }).click()
    await page.getByRole('heading', { name: 'Cables' }).waitFor()
    await page.goto(`${app.url}/marketing/campaigns/${id}`)
    await page.getByRole('link', { name: '£1,234.56' }).click()
    await page.getByText('Of all time.').waitFor()
    await page.getByText('Began the lead').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(width)).toBe(0)
    await page.getByRole('link', { name: 'Attribution' }).first().click()
    await amounts.first().waitFor()
    expect(await page.evaluate(width)).toBe(0)
    expect(await axeFinds(page)).toEqual([])

    const term = { name: 'Monitoring', contactId, recurringMinor: 9900, termMonths: 1 }
    const { id: termId } = await ask<{ id: string }>('POST', '/deals', term)
    await ask('POST', `/deals/${termId}/win`, { reasonId: reasons.find(({ kind }) => kind === 'won')!.id })
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`${app.url}/customers`)
    await page.getByRole('link', { name: 'Make the deal' }).click()
    await page.getByText('Renews “Monitoring”').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Make the deal' }).click()
    await page.getByRole('link', { name: 'Open what it renews' }).click()
    await page.getByText('(open)').waitFor()
    expect(await page.getByRole('button', { name: 'Renew' }).count()).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.goto(`${app.url}/customers`)
    await page.getByRole('link', { name: 'Monitoring' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
