import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, startApp } from './app.ts'
import { person, serious, signUp } from './person.ts'

const anna = { name: 'Anna Adler', email: 'anna@firm.example', password: 'another long sentence' }

describe('the second member', () => {
  let app: Awaited<ReturnType<typeof startApp>>
  /** Two people need two browsers: this Chromium keeps one jar of cookies. */
  let browsers: Awaited<ReturnType<typeof launchBrowser>>[]
  let owner: Page
  let rep: Page
  const faults: string[] = []

  beforeAll(async () => {
    const [started, ...launched] = await Promise.all([startApp(), launchBrowser(), launchBrowser()])
    app = started
    browsers = launched
    const pages: Page[] = []
    for (const browser of browsers) {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin' })
      context.setDefaultTimeout(45_000)
      const page = await context.newPage()
      page.on('pageerror', (error) => faults.push(String(error)))
      pages.push(page)
    }
    ;[owner, rep] = pages as [Page, Page]
    await signUp(owner, app.setupUrl)
  })
  afterAll(async () => {
    await Promise.all((browsers ?? []).map((browser) => browser.close()))
    await app?.stop()
  })

  const capture = async (name: string, phone: string) => {
    await owner.goto(`${app.url}/capture`)
    await owner.getByLabel('Name', { exact: true }).fill(name)
    await owner.getByLabel('Phone or e-mail').fill(phone)
    await owner.getByRole('button', { name: 'Save' }).click()
    await owner.getByRole('heading', { name: 'Handovers' }).waitFor()
  }

  it('is invited, and joins by the letter that a laptop keeps', async () => {
    await owner.goto(`${app.url}/settings/members`)
    await owner.getByText(person.email).waitFor()
    expect(await owner.getByRole('checkbox').count()).toBe(0) // roles are invisible while there is one member
    await owner.getByRole('button', { name: 'Invite a colleague' }).click()
    await owner.getByLabel('E-mail').fill(anna.email)
    expect(await serious(owner)).toEqual([])
    await owner.getByRole('button', { name: 'Invite', exact: true }).click()
    await owner.getByText(anna.email).waitFor()
    expect(await serious(owner)).toEqual([])
    const link = await owner.evaluate(async () => {
      const ask = async (path: string) =>
        (await (await fetch(`/api${path}`, { headers: { 'baton-workspace': '1' } })).json()) as {
          rows: { id: string }[]
          text: string
        }
      const [letter] = (await ask('/letters')).rows
      return /\/invitation\?token=\S+/.exec(JSON.stringify(await ask(`/letters/${letter!.id}`)))![0]
    })
    await rep.goto(app.url + link.replace(/["\\].*$/, ''))
    await rep.getByLabel('Your name').fill(anna.name)
    await rep.getByLabel('Choose a password').fill(anna.password)
    expect(await serious(rep)).toEqual([])
    await rep.getByRole('button', { name: 'Join' }).click()
    await rep.getByRole('heading', { name: 'Home' }).waitFor()
    const mine = owner.getByRole('listitem').filter({ hasText: person.email })
    await mine.getByRole('checkbox', { name: 'Takes leads' }).uncheck()
  })

  it('is offered who asks for sales, takes them, and whoever passed them on sees it', async () => {
    await capture('Erika Muster', '030 901820')
    await rep.goto(app.url)
    await rep
      .getByRole('link', { name: /Erika Muster/ })
      .first()
      .click()
    await rep.getByText('Offered', { exact: true }).first().waitFor()
    expect(await serious(rep)).toEqual([])
    await rep.getByRole('button', { name: 'Accept' }).click()
    await rep.getByText('Working', { exact: true }).first().waitFor()
    await owner.goto(`${app.url}/handovers?box=open`)
    await owner.getByText(anna.name).first().waitFor()
  })

  it('sends somebody back with a reason, and the reason is seen', async () => {
    await capture('Kurt Konkurrent', '030 901821')
    await rep.goto(`${app.url}/handovers`)
    await rep.getByRole('link', { name: /Kurt Konkurrent/ }).click()
    await rep.getByRole('button', { name: 'Send back' }).click()
    await rep.getByText('Chose a competitor').click()
    await rep.getByLabel('Which one?').fill('Kabelwerk Nord')
    await rep.getByRole('button', { name: 'Send back' }).last().click()
    await rep.getByText('Sent back', { exact: true }).first().waitFor()
    await owner.goto(`${app.url}/handovers?box=ended`)
    await owner.getByRole('link', { name: /Kurt Konkurrent/ }).click()
    await owner
      .getByText(/Kabelwerk Nord/)
      .first()
      .waitFor()
  })

  it('is suspended, and out at once', async () => {
    await owner.goto(`${app.url}/settings/members`)
    await owner.getByRole('button', { name: 'Suspend' }).click()
    await owner.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
    await owner.getByText(`${anna.name} is suspended.`).waitFor()
    await rep.goto(`${app.url}/handovers`)
    await rep.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(faults).toEqual([])
  })
})
