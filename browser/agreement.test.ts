import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { forgetWho } from './app.ts'
import { axeFinds } from './person.ts'
import { type App, asker, invitationIn, joinFirm, stage } from './stage.ts'

const mara = { name: 'Mara Märkisch', email: 'mara@firm.example', password: 'another long sentence' }
const rita = { name: 'Rita Rasch', email: 'rita@firm.example', password: 'another long sentence' }
const content = {
  rules: [
    {
      ...{ id: 'trial', axis: 'interest', points: 20, lifeH: null, last: 4 },
      matcher: { kind: 'trial_started', where: [] },
    },
  ],
  ...{ fitMax: 30, interestMax: 100, enter: 20, leave: 10, required: [], exclude: [], recencyDays: null },
}

describe('what both sides agree on', () => {
  const { faults, openTwo } = stage()
  let app: App
  let owner: Page
  let marketer: Page

  beforeAll(async () => {
    ;({ app, owner, rep: marketer } = await openTwo({ viewport: { width: 390, height: 844 } }))
  })

  it('is nothing to see while one works alone', async () => {
    await owner.goto(`${app.url}/handovers`)
    await owner.getByRole('link', { name: 'Strong enough' }).waitFor()
    expect(await owner.getByRole('link', { name: 'Agreement', exact: true }).count()).toBe(0)
    await asker(owner)('POST', '/invitations', { email: mara.email, role: 'marketer' })
    await marketer.goto(app.url + (await invitationIn(owner)))
    await marketer.getByLabel('Your name').fill(mara.name)
    await marketer.getByLabel('Choose a password').fill(mara.password)
    await marketer.getByRole('button', { name: 'Join' }).click()
    await marketer.getByRole('heading', { name: 'Home' }).waitFor()
  })

  it('is drafted from the settings, changed, and read beside what holds now', async () => {
    const ask = asker(owner)
    const [line] = await ask<{ productLineId: string }[]>('GET', '/definitions')
    await ask('PUT', `/product-lines/${line!.productLineId}/definition-draft`, { lanes: 'both', content })
    await owner.goto(`${app.url}/handovers/agreement`)
    await owner.getByText('No agreement yet').waitFor()
    expect(await axeFinds(owner)).toEqual([])
    await owner.getByRole('button', { name: 'Draft the first one' }).click()
    await owner.getByRole('heading', { name: 'Agreement 1' }).waitFor()
    await owner.getByRole('combobox').first().click()
    await owner.getByRole('option', { name: /Version 2, draft/ }).click()
    await owner.getByLabel('Strong enough, of all together').fill('2')
    await owner.getByLabel('Kept leads').fill('40')
    await owner.getByRole('button', { name: 'Add a reason' }).click()
    await owner.getByRole('button', { name: 'Save the draft' }).click()
    await owner.getByText('Give each reason a name').waitFor()
    await owner.getByLabel('Reason', { exact: true }).fill('No budget')
    expect(await axeFinds(owner)).toEqual([])
    await owner.getByRole('button', { name: 'Save the draft' }).click()
    await owner.getByText('It changes 4 things of what holds now.', { exact: false }).waitFor()
    await owner.getByText('at most 2 a week, best first').waitFor()
    await owner.getByText('you take 2 a week.', { exact: false }).waitFor()
    expect(await axeFinds(owner)).toEqual([])
  })

  it('is signed by one after the other, on a phone too, and waits for Monday', async () => {
    await owner.getByRole('button', { name: 'Sign for sales' }).click()
    await owner.getByRole('dialog').getByRole('button', { name: 'Sign' }).click()
    await owner.getByText('Somebody else signs for this side.').waitFor()
    await marketer.goto(`${app.url}/handovers/agreement`)
    await marketer.getByRole('button', { name: 'Sign for marketing' }).waitFor()
    expect(await marketer.getByRole('button', { name: 'Sign for sales' }).count()).toBe(0)
    expect(await axeFinds(marketer)).toEqual([])
    expect(await marketer.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await marketer.getByRole('button', { name: 'Sign for marketing' }).click()
    await marketer.getByRole('dialog').getByRole('button', { name: 'Sign' }).click()
    await marketer.getByText(/^starts on Monday/).waitFor()
    await owner.goto(`${app.url}/handovers/strong-enough`)
    await owner.getByText(/A new version starts on Monday/).waitFor()
    await owner.goto(`${app.url}/handovers/agreement`)
    await owner.getByRole('button', { name: 'Call it off' }).click()
    await owner.getByText('It is a draft again.').waitFor()
  })

  it('holds back who is beyond it, on a list that both see and a manager can change', async () => {
    const ask = asker(owner)
    const [line] = await ask<{ productLineId: string; draft: { id: string } }[]>('GET', '/definitions')
    const {
      version: _,
      fromAt: __,
      agreement: ___,
      ...terms
    } = await ask<Record<string, unknown>>('GET', '/seam-setting')
    const weekly = [{ productLineId: line!.productLineId, perWeek: 1 }]
    await ask('PUT', '/seam-setting', { ...terms, weekly })
    await ask('POST', `/definitions/${line!.draft.id}/enforcement`, {})
    await owner.goto(`${app.url}/handovers/strong-enough`)
    await owner.getByText(/version 2, ready from 20 points/).waitFor({ timeout: 20_000 })
    for (const name of ['Erste', 'Zweite', 'Dritte']) {
      const { id } = await ask<{ id: string }>('POST', '/contacts', { name })
      await ask('POST', '/events', {
        events: [{ kind: 'trial_started', contact: { id }, human: true, data: {}, occurredAt: new Date() }],
      })
      await owner.goto(`${app.url}/people/${id}`)
      await owner.getByText('Fit 0, interest 20').waitFor({ timeout: 20_000 })
    }
    await owner.goto(`${app.url}/handovers/waiting-list`)
    await owner.getByText('1 of 1').waitFor()
    const rows = owner.getByRole('listitem').filter({ hasText: 'Waits: this week is full' })
    expect(await rows.getByRole('link').allTextContents()).toEqual(['Zweite', 'Dritte'])
    expect(await axeFinds(owner)).toEqual([])
    await owner.getByRole('button', { name: 'What to do with Dritte' }).click()
    await owner.getByRole('menuitem', { name: 'Pull forward' }).click()
    await owner.getByRole('button', { name: 'Pull forward' }).click()
    await owner.getByText('Say why in a few words').waitFor()
    await owner.getByLabel('Why before the others?').fill('We meet at the fair')
    await owner.getByRole('button', { name: 'Pull forward' }).click()
    await owner.getByText('Pulled forward', { exact: true }).waitFor()
    await marketer.goto(`${app.url}/handovers/waiting-list`)
    await marketer.getByText('We meet at the fair').waitFor()
    expect(await marketer.getByRole('listitem').getByRole('link').allTextContents()).toEqual([
      'Dritte',
      'Zweite',
    ])
    expect(await marketer.getByRole('button', { name: /What to do with/ }).count()).toBe(0)
    expect(await axeFinds(marketer)).toEqual([])
    expect(await marketer.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)

    // The other side too: whoever sells sees who waits for them.
    await forgetWho(marketer)
    const rep = marketer
    await joinFirm({ app, owner, page: rep }, { ...rita, role: 'sales_rep', visibility: 'all' })
    await rep.goto(`${app.url}/handovers/waiting-list`)
    await rep.getByText('We meet at the fair').waitFor()
    expect(await rep.getByRole('listitem').getByRole('link').allTextContents()).toEqual(['Dritte', 'Zweite'])
    expect(await rep.getByRole('button', { name: /What to do with/ }).count()).toBe(0)
    const [member] = (await ask<{ rows: { id: string; name: string }[] }>('GET', '/members')).rows.filter(
      ({ name }) => name === rita.name,
    )
    await ask('PATCH', `/members/${member!.id}`, { visibility: 'own' })
    await rep.reload()
    await rep.getByText('Nobody waits whom you see').waitFor()
    expect(await rep.getByText('We meet at the fair').count()).toBe(0)
    expect(await axeFinds(rep)).toEqual([])
    expect(faults).toEqual([])
  })
})
