import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { person, serious } from './person.ts'
import { type App, invitationIn, stage } from './stage.ts'

const anna = { name: 'Anna Adler', email: 'anna@firm.example', password: 'another long sentence' }

describe('both sides of the seam', () => {
  const { faults, openTwo } = stage()
  let app: App
  let owner: Page
  let rep: Page
  beforeAll(async () => {
    ;({ app, owner, rep } = await openTwo({ viewport: { width: 390, height: 844 } }))
  })

  const capture = async (name: string, phone: string) => {
    await owner.goto(`${app.url}/capture`)
    await owner.getByLabel('Name', { exact: true }).fill(name)
    await owner.getByLabel('Phone or e-mail').fill(phone)
    await owner.getByRole('button', { name: 'Save' }).click()
    await owner.getByRole('heading', { name: 'Handovers' }).waitFor()
  }

  it('routing appears with the second member', async () => {
    await owner.goto(`${app.url}/settings/handovers`)
    await owner.getByText('You work alone').waitFor()
    expect(await owner.getByRole('link', { name: 'Routing' }).count()).toBe(0)
    await owner.goto(`${app.url}/settings/members`)
    await owner.getByText(person.email).waitFor()
    await owner.getByRole('button', { name: 'Invite a colleague' }).click()
    await owner.getByLabel('E-mail').fill(anna.email)
    await owner.getByRole('button', { name: 'Invite', exact: true }).click()
    await owner.getByText(anna.email).waitFor()
    await rep.goto(app.url + (await invitationIn(owner)))
    await rep.getByLabel('Your name').fill(anna.name)
    await rep.getByLabel('Choose a password').fill(anna.password)
    await rep.getByRole('button', { name: 'Join' }).click()
    await rep.getByRole('heading', { name: 'Home' }).waitFor()
    const mine = owner.getByRole('listitem').filter({ hasText: person.email })
    await mine.getByRole('checkbox', { name: 'Takes leads' }).uncheck()
    await owner.goto(`${app.url}/settings/routing`)
    await owner.getByRole('link', { name: 'Routing' }).first().waitFor()
  })

  it('a rule is made, tried on a person, and kept', async () => {
    await capture('Erika Muster', '030 901820')
    await owner.goto(`${app.url}/settings/routing`)
    await owner.getByRole('button', { name: 'Add a rule' }).click()
    await owner.getByLabel('Goes to, by turn').first().click()
    await owner.getByRole('option', { name: anna.name }).click()
    await owner.keyboard.press('Escape')
    await owner.getByRole('button', { name: 'Save the rules' }).click()
    await owner.getByText('The rules are saved.', { exact: false }).waitFor()
    await owner.getByLabel('A person').first().fill('Erika')
    await owner.getByRole('option', { name: /Erika Muster/ }).click()
    await owner.getByText('Rule “Rule 1” fits.', { exact: false }).waitFor()
    await owner.getByRole('button', { name: 'Only when …' }).click()
    await owner.getByLabel('What must hold').first().waitFor()
    expect(await serious(owner)).toEqual([])
    await owner.setViewportSize({ width: 390, height: 844 })
    await owner.emulateMedia({ colorScheme: 'dark' })
    expect(await owner.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await serious(owner)).toEqual([])
    await owner.setViewportSize({ width: 1440, height: 900 })
  })

  it('the terms are read in words and changed', async () => {
    await owner.goto(`${app.url}/settings/handovers`)
    const answer = owner.getByLabel('Asked for sales').first()
    await answer.fill('45')
    await owner.getByRole('button', { name: 'Save the terms' }).click()
    await owner.getByText('The terms are saved.', { exact: false }).waitFor()
    await owner.getByText('Version 2', { exact: false }).waitFor()
    expect(await serious(owner)).toEqual([])
  })

  it('on a phone: called, tried in two more taps, taken, sent back; marketing contests, a manager decides', async () => {
    await rep.goto(`${app.url}/handovers`)
    await rep.getByRole('link', { name: /Erika Muster/ }).click()
    await rep.getByRole('button', { name: 'Accept' }).waitFor()
    expect(await rep.getByRole('link', { name: 'Call' }).getAttribute('href')).toBe('tel:030901820')
    expect(await serious(rep)).toEqual([])
    expect(await rep.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await rep.getByRole('button', { name: 'Accept' }).click()
    await rep.getByText('Working', { exact: true }).first().waitFor()
    await rep.getByRole('button', { name: 'Log a try' }).click()
    await rep.getByRole('button', { name: 'Reached' }).click()
    await rep.getByText('Call: reached').waitFor()
    await rep.getByText('Not known yet').waitFor()
    await rep.getByRole('button', { name: 'Send back' }).click()
    await rep.getByText('Not interested').click()
    await rep.getByRole('button', { name: 'Send back' }).last().click()
    await rep.getByText('Not kept').waitFor()
    expect(await rep.getByRole('button', { name: 'Agree' }).count()).toBe(0)
    await owner.goto(rep.url())
    await owner.getByRole('button', { name: 'Contest' }).click()
    await owner.getByLabel('Why should it not have been sent back?').fill('She asked twice')
    await owner.getByRole('button', { name: 'Contest', exact: true }).click()
    await owner.getByText('contests it: “She asked twice”', { exact: false }).waitFor()
    await owner.goto(`${app.url}/handovers/sent-back?box=contested`)
    await owner.getByText('“She asked twice”', { exact: false }).waitFor()
    await owner.keyboard.press('d')
    await owner.getByText('It should not have been sent back').click()
    await owner.getByLabel('Why?').fill('She had')
    await owner.getByLabel('Where do they go?').first().click()
    await owner.getByRole('option', { name: 'To nobody for now' }).click()
    expect(await serious(owner)).toEqual([])
    await owner.getByRole('button', { name: 'Decide' }).click()
    await owner.getByText('Nothing is contested').waitFor()
    await owner.goto(`${app.url}/handovers/sent-back?box=answered`)
    await owner.getByText('counts against nobody', { exact: false }).waitFor()
    expect(await serious(owner)).toEqual([])
    await owner.setViewportSize({ width: 390, height: 844 })
    expect(await owner.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await serious(owner)).toEqual([])
    await owner.setViewportSize({ width: 1440, height: 900 })
    await rep.reload()
    await rep.getByText('It counts against nobody', { exact: false }).waitFor()
  })

  it('a withdrawn lead is gone from who had it, and they read why', async () => {
    await capture('Max Bewerber', '030 901821')
    await rep.goto(`${app.url}/handovers`)
    await rep.getByRole('link', { name: /Max Bewerber/ }).click()
    await rep.getByRole('button', { name: 'Accept' }).click()
    await rep.getByText('Working', { exact: true }).first().waitFor()
    await owner.goto(rep.url())
    await owner.getByRole('button', { name: 'Withdraw' }).click()
    await owner.getByLabel('Why?').fill('Applies for a job')
    await owner.getByRole('button', { name: 'Withdraw' }).click()
    await owner.getByText('Withdrawn', { exact: true }).first().waitFor()
    await rep.getByText('Applies for a job', { exact: false }).first().waitFor()
    expect(faults).toEqual([])
  })

  it('the agenda says what both sides have to talk about', async () => {
    await owner.goto(`${app.url}/handovers/agenda`)
    await owner.getByRole('heading', { name: 'Contests' }).waitFor()
    expect(await serious(owner)).toEqual([])
    await owner.setViewportSize({ width: 390, height: 844 })
    expect(await owner.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(
      await rep.evaluate(
        async () => (await fetch('/api/agenda', { headers: { 'baton-workspace': '1' } })).status,
      ),
    ).toBe(403)
    expect(faults).toEqual([])
  })
})
