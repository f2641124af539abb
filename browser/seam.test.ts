import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { newPage } from './app.ts'
import { person, serious } from './person.ts'
import { everyLink, scan } from './scanner.ts'
import { type App, asker, linkIn, publishForm, readLetter, sendInquiry, stage } from './stage.ts'

const width = 'document.documentElement.scrollWidth - innerWidth'
const phone = { viewport: { width: 390, height: 844 } }
const anna = { name: 'Anna Adler', email: 'anna@firm.example', password: 'another long sentence' }

describe('both sides of the seam', () => {
  const { faults, openTwo } = stage()
  let app: App
  let owner: Page
  let rep: Page
  beforeAll(async () => {
    ;({ app, owner, rep } = await openTwo(phone))
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
    const letter = await readLetter(owner, app.url, 'invites you to')
    expect(await serious(owner)).toEqual([])
    await owner.goBack()
    await owner.goBack()
    await rep.goto(/http\S+\/invitation\?token=\S+/.exec(letter)![0])
    await rep.getByLabel('Your name').fill(anna.name)
    await rep.getByLabel('Choose a password').fill(anna.password)
    await rep.getByRole('button', { name: 'Join' }).click()
    await rep.getByRole('heading', { name: 'Home' }).waitFor()
    const mine = owner.getByRole('listitem').filter({ hasText: person.email })
    await mine.getByRole('checkbox', { name: 'Takes leads' }).uncheck()
    await owner.goto(`${app.url}/settings/routing`)
    await owner.getByRole('link', { name: 'Routing' }).first().waitFor()
  })

  it('from a form without JavaScript over a call in three taps to a customer, and the numbers say exactly that', async () => {
    const { id } = await publishForm(owner, 'Ask us', 'asks')
    await owner.goto(`${app.url}/marketing/forms/${id}`)
    const where = await owner.getByRole('link', { name: 'Open', exact: true }).getAttribute('href')
    const stranger = await newPage(owner.context().browser()!, { ...phone, javaScriptEnabled: false })
    await stranger.goto(where!)
    const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
    const [, a, b] = /What is (\w+) plus (\w+)/.exec(await stranger.locator('main').innerText())!
    await stranger.getByLabel(/What is .* plus .*/).fill(String(words.indexOf(a!) + words.indexOf(b!) + 2))
    await stranger.getByLabel('Phone').fill('030 901819')
    await sendInquiry(stranger, { name: 'Zoë Ohne-Skript', email: 'zoe@ohne-skript.example' })

    await rep.goto(`${app.url}/notices`)
    const notice = rep.locator('main').getByRole('link', { name: /Zoë Ohne-Skript/ })
    await notice.waitFor()
    let taps = 0
    const tap = async (target: Locator) => {
      taps++
      await target.click()
    }
    await tap(notice)
    await rep.getByText('Call me about the big one').first().waitFor()
    const call = rep.getByRole('link', { name: 'Call' })
    expect(await call.getAttribute('href')).toBe('tel:030901819')
    expect(await serious(rep)).toEqual([])
    expect(await rep.evaluate(width)).toBe(0)
    await tap(call)
    await rep.getByRole('heading', { name: 'How did the call go?' }).waitFor()
    expect(await serious(rep)).toEqual([])
    await tap(rep.getByRole('button', { name: 'Reached' }))
    await rep.getByText('Call: reached').waitFor()
    expect(taps).toBe(3)
    await rep.getByRole('button', { name: 'Accept' }).click()
    await rep.getByText('Working', { exact: true }).first().waitFor()
    await rep.goto(`${app.url}/notices`)
    await rep.getByText('Nothing unread').waitFor()
    await rep.goBack()

    await rep.getByRole('button', { name: 'Make a deal' }).click()
    await rep.getByLabel('Name', { exact: true }).fill('Forty seats')
    await rep.getByLabel('One-off').fill('12500')
    await rep.getByRole('button', { name: 'Make the deal' }).click()
    await rep.getByRole('heading', { name: 'Forty seats' }).waitFor()
    await rep.getByRole('button', { name: 'Won', exact: true }).click()
    await rep.getByRole('button', { name: 'Win the deal' }).click()
    await rep.getByText('Choose a reason').waitFor()
    await rep.getByRole('combobox', { name: 'What decided it?' }).click()
    await rep.getByRole('option').first().click()
    expect(await serious(rep)).toEqual([])
    await rep.getByRole('button', { name: 'Win the deal' }).click()
    await rep.getByText('The deal is won.').waitFor()

    await owner.goto(`${app.url}/insight`)
    const funnel = owner.getByRole('list', { name: 'From lead to customer' })
    await funnel.waitFor()
    expect(
      await funnel
        .getByRole('listitem')
        .evaluateAll((steps) =>
          steps.map((step) => [step.querySelector('a')!.textContent, step.querySelector('b')!.textContent]),
        ),
    ).toEqual(['Leads', 'Ready', 'Offered', 'Accepted', 'Qualified', 'Won'].map((label) => [label, '1']))
    expect(await owner.getByText('by rule', { exact: false }).count()).toBe(0)
    await owner.getByText('£12,500.00').first().waitFor()
    await owner.getByRole('button', { name: 'Funnel by source: as table' }).click()
    const table = owner.getByRole('region', { name: 'Funnel by source, table' })
    await table.waitFor()
    expect((await table.getByRole('row').last().getByRole('cell').allTextContents()).slice(1)).toEqual(
      Array.from('111111'),
    )
    expect(await serious(owner)).toEqual([])
    await owner.getByRole('combobox', { name: 'Form' }).click()
    await owner.getByRole('option', { name: 'Ask us' }).click()
    await owner.getByText('Filtered by form Ask us').waitFor()
    expect(owner.url()).toContain('form=')
    await owner.setViewportSize({ width: 390, height: 844 })
    expect(await owner.evaluate(width)).toBe(0)
    expect(await serious(owner)).toEqual([])
    await funnel.getByRole('link', { name: 'Leads' }).click()
    await owner.getByText('Filtered by form Ask us').waitFor()
    await owner.goBack()
    await owner.getByRole('button', { name: 'Show everything' }).click()
    await owner.getByText('Filtered by').waitFor({ state: 'detached' })
    await owner.setViewportSize({ width: 1280, height: 800 })
    const file = owner.waitForEvent('download')
    await owner.getByRole('button', { name: 'Funnel by source: download CSV' }).click()
    const csv = (await readFile(await (await file).path(), 'utf8')).trimEnd().split('\r\n')
    expect(csv[0]).toBe('\uFEFFSource,Leads,Ready,Offered,Accepted,Qualified,Won')
    expect(csv.slice(1)).toEqual([expect.stringMatching(/,1,1,1,1,1,1$/)])
    await funnel.getByRole('link', { name: 'Leads' }).click()
    await owner.getByRole('row').filter({ hasText: 'Zoë Ohne-Skript' }).waitFor()
    expect(await serious(owner)).toEqual([])
    await owner.goBack()
    await owner.getByRole('link', { name: 'Won value: show the rows' }).click()
    const won = owner.getByRole('row').filter({ hasText: 'Forty seats' })
    await won.getByText('£12,500.00').waitFor()
    await won.getByText('Forty seats').click()
    await owner.getByRole('heading', { name: 'Forty seats' }).waitFor()
    await owner.goto(`${app.url}/people`)
    await owner
      .getByRole('row', { name: /Zoë Ohne-Skript/ })
      .getByText('Customer', { exact: true })
      .waitFor()
  }, 240_000)

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
    expect(await owner.evaluate(width)).toBe(0)
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
    expect(await rep.evaluate(width)).toBe(0)
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
    const letter = await readLetter(owner, app.url, 'Erika Muster was sent back')
    await owner.setViewportSize(phone.viewport)
    await owner.goto(linkIn(letter, 'send-back'))
    await owner.getByText('Contest …').click()
    expect(await owner.evaluate(width)).toBe(0)
    expect(await serious(owner)).toEqual([])
    await owner.setViewportSize({ width: 1440, height: 900 })
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
    expect(await owner.evaluate(width)).toBe(0)
    expect(await serious(owner)).toEqual([])
    await owner.setViewportSize({ width: 1440, height: 900 })
    await rep.reload()
    await rep.getByText('It counts against nobody', { exact: false }).waitFor()
  })

  it('is moved by no scanner that opens every link, runs what stands there and says nothing of itself', async () => {
    await capture('Max Bewerber', '030 901821')
    const letter = await readLetter(owner, app.url, 'Max Bewerber')
    const { rows } = await asker(owner)<{ rows: { id: string }[] }>('GET', '/contacts?q=Bewerber')
    const mailed = await everyLink({ owner, rep, url: app.url }, { contactId: rows[0]!.id, letter })
    const before = await mailed.state()
    await scan(owner, mailed.links)
    expect(await mailed.pagesTold()).toBe(2)
    expect(await mailed.state()).toEqual(before)
    mailed.close()
  })

  it('is taken from the mail itself, on a phone', async () => {
    const letter = await readLetter(owner, app.url, 'Max Bewerber')
    await rep.goto(linkIn(letter, 'mute'))
    await rep.getByRole('button', { name: 'No more mails like this' }).waitFor()
    expect(await rep.evaluate(width)).toBe(0)
    expect(await serious(rep)).toEqual([])
    await rep.goto(linkIn(letter, 'answer'))
    await rep.getByRole('heading', { name: 'Max Bewerber' }).waitFor()
    await rep.getByText('Send back …').click()
    await rep.getByLabel('Why?').waitFor()
    expect(await rep.evaluate(width)).toBe(0)
    expect(await serious(rep)).toEqual([])
    await rep.getByRole('button', { name: 'Accept: I call them' }).click()
    await rep.getByRole('heading', { name: 'It is yours' }).waitFor()
    await rep.getByText('030 901821', { exact: false }).waitFor()
    expect(await rep.evaluate(width)).toBe(0)
    expect(await serious(rep)).toEqual([])
    await rep.getByRole('link', { name: 'Open in Baton' }).click()
    await rep.getByText('Working', { exact: true }).first().waitFor()
  })

  it('a withdrawn lead is gone from who had it, and they read why', async () => {
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
    expect(await owner.evaluate(width)).toBe(0)
    expect(
      await rep.evaluate(
        async () => (await fetch('/api/agenda', { headers: { 'baton-workspace': '1' } })).status,
      ),
    ).toBe(403)
    expect(faults).toEqual([])
  })
})
