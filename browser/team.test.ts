import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds, person } from './person.ts'
import { type App, invitationIn, stage } from './stage.ts'

const anna = { name: 'Anna Adler', email: 'anna@firm.example', password: 'another long sentence' }

describe('the second member', () => {
  const { faults, openTwo } = stage()
  let app: App
  let owner: Page
  let rep: Page
  beforeAll(async () => {
    ;({ app, owner, rep } = await openTwo())
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
    expect(await axeFinds(owner)).toEqual([])
    await owner.getByRole('button', { name: 'Invite', exact: true }).click()
    await owner.getByText(anna.email).waitFor()
    expect(await axeFinds(owner)).toEqual([])
    await rep.goto(app.url + (await invitationIn(owner)))
    await rep.getByLabel('Your name').fill(anna.name)
    await rep.getByLabel('Choose a password').fill(anna.password)
    expect(await axeFinds(rep)).toEqual([])
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
    expect(await axeFinds(rep)).toEqual([])
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

  it('accepts once, though fifty try at once', async () => {
    await capture('Fifi Fünfzig', '030 901822')
    await rep.goto(`${app.url}/handovers`)
    await rep.getByRole('link', { name: /Fifi Fünfzig/ }).click()
    await rep.getByText('Offered', { exact: true }).first().waitFor()
    const answers = await rep.evaluate(() =>
      Promise.all(
        Array.from({ length: 50 }, async () => {
          const answer = await fetch(`/api${location.pathname}/acceptance`, {
            method: 'POST',
            headers: { 'baton-workspace': '1', 'content-type': 'application/json' },
            body: '{}',
          })
          return answer.status
        }),
      ),
    )
    expect(answers.filter((status) => status === 200)).toHaveLength(1)
    expect(answers.filter((status) => status === 409)).toHaveLength(49)
    await rep.getByText('Working', { exact: true }).first().waitFor()
  })

  it('has it no longer when it was not answered in time, and whoever is next has it', async () => {
    await owner.goto(`${app.url}/settings/members`)
    const mine = owner.getByRole('listitem').filter({ hasText: person.email })
    await mine.getByRole('checkbox', { name: 'Takes leads' }).check()
    await capture('Lena Lang', '030 901823')
    const link = { name: /Lena Lang/ }
    const holds = async (page: Page) => {
      await page.goto(`${app.url}/handovers`)
      await page.getByRole('heading', { name: 'Handovers' }).waitFor()
      return page
        .getByRole('link', link)
        .waitFor({ timeout: 3_000 })
        .then(() => true)
        .catch(() => false)
    }
    const [first, next] = (await holds(rep)) ? [rep, owner] : [owner, rep]
    await first.goto(`${app.url}/handovers`)
    await first.getByRole('link', link).click()
    await first.getByText('Offered', { exact: true }).first().waitFor()
    await app.sql(`set session_replication_role = replica;
      update offer set answer_due_at = now() - interval '1 minute' where state = 'open';
      update pump_clock set at = now() where kind = 'handover'`)
    await next.goto(`${app.url}/handovers`)
    await next.getByRole('link', link).click()
    await next.getByRole('button', { name: 'Accept' }).click()
    await next.getByText('Working', { exact: true }).first().waitFor()
    await next.getByText('did not answer in time', { exact: false }).first().waitFor()
    expect(await axeFinds(next)).toEqual([])
  })

  it('leaves, and whoever stays goes on with what they had; taken back as one', async () => {
    await owner.goto(`${app.url}/settings/members`)
    await owner.getByRole('button', { name: 'Leaves …' }).click()
    const dialog = owner.getByRole('dialog')
    await dialog.getByRole('list', { name: 'Somebody goes on with' }).getByText('open handovers').waitFor()
    await dialog.getByLabel('Who goes on?').click()
    await owner.getByRole('option').first().click()
    expect(await axeFinds(owner)).toEqual([])
    await dialog.getByRole('button', { name: 'See them out' }).click()
    const told = owner.getByRole('alert').filter({ hasText: `${anna.name} has left.` })
    await told.hover() // below the pointer it stays
    await rep.goto(`${app.url}/handovers`)
    await rep.getByRole('heading', { name: 'Sign in' }).waitFor()
    await told.getByRole('button', { name: 'Undo' }).click()
    await owner.getByText('Taken back.').waitFor()
    await rep.goto(`${app.url}/handovers`)
    await rep.getByRole('heading', { name: 'Handovers' }).waitFor()
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
