import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds, person } from './person.ts'
import { type App, asker, joinFirm, stage } from './stage.ts'

const width = 'document.documentElement.scrollWidth - innerWidth'
const phone = { viewport: { width: 390, height: 844 } }
const anna = { name: 'Anna Adler', email: 'anna@firm.example', password: 'another long sentence' }
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)

describe('a colleague who is away, and who leaves', () => {
  const { faults, openTwo } = stage()
  let app: App
  let owner: Page
  let rep: Page
  let annaId = ''
  beforeAll(async () => {
    ;({ app, owner, rep } = await openTwo(phone))
    await joinFirm({ app, owner, page: rep }, { ...anna, role: 'sales_rep', visibility: 'own' })
    const ask = asker(owner)
    const { rows } = await ask<{ rows: { id: string; email: string }[] }>('GET', '/members')
    annaId = rows.find(({ email }) => email === anna.email)!.id
    await ask('POST', '/product-lines', { name: 'Service' })
    const all = { name: 'All', productLineId: null, conditions: [], memberIds: [annaId], teamId: null }
    await ask('PUT', '/routing-rules', { rules: [all] })
  })

  const capture = async (name: string, phone: string) => {
    await asker(owner)('POST', '/captures', { kind: 'call', name, phone, asks: true })
    await rep.goto(`${app.url}/handovers`)
    await rep.getByRole('link', { name: new RegExp(name) }).click()
    await rep.getByText('Offered', { exact: true }).first().waitFor()
  }
  const undo = async (page: Page, of: string) => {
    const told = page.getByRole('alert').filter({ hasText: of })
    await told.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back.').last().waitFor()
  }

  it('asks on a phone, and reads line by line what nobody takes until somebody stands in', async () => {
    await capture('Lena Liegt', '030 901820')
    await rep.goto(`${app.url}/settings/hours`)
    await rep.getByText('Nobody is away.').waitFor()
    await rep.getByRole('button', { name: 'Enter an absence' }).click()
    const dialog = rep.getByRole('dialog', { name: 'Absence' })
    await dialog.getByLabel('First day').fill(day(8))
    await dialog.getByLabel('Last day').fill(day(21))
    await dialog.getByText('Nobody takes Service from').waitFor()
    expect(await dialog.getByText(/^Nobody takes/).count()).toBe(2)
    await dialog.getByText('A manager grants it before it counts.', { exact: false }).waitFor()
    expect(await axeFinds(rep)).toEqual([])
    expect(await rep.evaluate(width)).toBe(0)
    await dialog.getByRole('combobox', { name: 'Who stands in' }).click()
    await rep.getByRole('option', { name: person.name }).click()
    await dialog.getByText('Every working day is covered.', { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
    await rep.getByText('It is asked for. A manager decides.').waitFor()
    await rep.getByText('Asked for', { exact: true }).waitFor()
    expect(await axeFinds(rep)).toEqual([])
    expect(await rep.evaluate(width)).toBe(0)
  })

  it('gives it up and takes that back, and managers are asked only while there is something to decide', async () => {
    const asks = owner.locator('main').getByRole('link', { name: /Anna Adler asks to be away/ })
    await owner.goto(`${app.url}/notices`)
    await asks.waitFor()
    await rep.getByRole('button', { name: 'Cancel', exact: true }).click()
    await asks.waitFor({ state: 'detached' })
    await undo(rep, 'The absence is cancelled.')
    await asks.click()
    const dialog = owner.getByRole('dialog', { name: 'Anna Adler asks to be away' })
    await dialog.getByText('Every working day is covered.', { exact: false }).waitFor()
    expect(await axeFinds(owner)).toEqual([])
    await dialog.getByRole('button', { name: 'Grant' }).click()
    await owner.getByText('The absence is granted.').waitFor()
    await rep.getByText('Asked for', { exact: true }).waitFor({ state: 'detached' })
    await rep.goto(`${app.url}/notices`)
    await rep.getByText(`${person.name} grants your absence`).waitFor()
  })

  it('whose days have come has nothing before them: the deputy has the card, with its clock', async () => {
    await app.sql(`set session_replication_role = replica;
      update absence set from_at = now() - interval '1 hour';
      update pump_clock set at = now() where kind = 'handover'`)
    await owner.goto(`${app.url}/handovers`)
    await owner.getByRole('link', { name: /Lena Liegt/ }).click()
    await owner
      .getByText(/Anna Adler is away/)
      .first()
      .waitFor()
    await owner.getByRole('button', { name: 'Accept' }).waitFor()
    expect(await axeFinds(owner)).toEqual([])
    await rep.goto(`${app.url}/handovers`)
    await rep.getByText('Nothing to take over').waitFor()
    await rep.goto(`${app.url}/settings/hours`)
    await rep.getByText(`${person.name} stands in`, { exact: false }).waitFor()
    await rep.getByRole('button', { name: 'Cancel', exact: true }).click()
    await rep.getByText('Nobody is away.').waitFor()
  })

  it('leaves: deals, tasks, people, forms, rules, leads and what is protected go on in one act; keys die', async () => {
    await capture('Wanda Working', '030 901821')
    await rep.getByRole('button', { name: 'Accept' }).click()
    await rep.getByText('Working', { exact: true }).first().waitFor()
    const [boss, hers] = [asker(owner), asker(rep)]
    const proof = { proof: 'Talked with them at the fair', proofDay: day(-1), companyName: 'Kabelwerk Süd' }
    await boss('PATCH', `/members/${annaId}`, { role: 'contractor' })
    await hers('POST', '/protections', proof)
    await boss('PATCH', `/members/${annaId}`, { role: 'owner', visibility: 'all' })
    const { id: contactId } = await hers<{ id: string }>('POST', '/contacts', { name: 'Kim Kundin' })
    const { id: dealId } = await hers<{ id: string }>('POST', '/deals', { name: 'Forty seats', contactId })
    await hers('POST', '/tasks', { title: 'Call Kim back' })
    await hers('POST', '/forms', { name: 'Ask us', intent: 'asks' })
    const { secret } = await hers<{ secret: string }>('POST', '/keys', {
      name: 'Mine',
      scopes: ['deals.read'],
    })
    const byKey = async () =>
      (await fetch(`${app.url}/api/deals/${dealId}`, { headers: { authorization: `Bearer ${secret}` } }))
        .status
    expect(await byKey()).toBe(200)

    await owner.goto(`${app.url}/settings/members`)
    await owner.getByRole('button', { name: 'Leaves …' }).click()
    const dialog = owner.getByRole('dialog')
    const held = dialog.getByRole('list', { name: 'Somebody goes on with' }).getByRole('listitem')
    await held.first().waitFor()
    expect((await held.allTextContents()).sort()).toEqual(
      [
        ...['forms1', 'open deals1', 'open handovers1', 'open tasks1', 'people1'],
        ...['registered leads1', 'rules of who gets which leads1'],
      ].sort(),
    )
    await dialog.getByLabel('Who goes on?').click()
    await owner.getByRole('option', { name: person.name }).click()
    expect(await axeFinds(owner)).toEqual([])
    await dialog.getByRole('button', { name: 'See them out' }).click()
    const left = `${anna.name} has left.`
    await owner.getByRole('alert').filter({ hasText: left }).hover() // below the pointer it stays
    await rep.goto(`${app.url}/handovers`)
    await rep.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await byKey()).toBe(401)
    expect(await axeFinds(owner)).toEqual([])
    const owners = () =>
      boss<{ owner: { name: string } }>('GET', `/deals/${dealId}`).then(({ owner }) => owner.name)
    expect(await owners()).toBe(person.name)
    await undo(owner, left)
    expect([await owners(), await byKey()]).toEqual([anna.name, 200])

    await owner.getByRole('button', { name: 'Leaves …' }).click()
    await dialog.getByLabel('Who goes on?').click()
    await owner.getByRole('option', { name: person.name }).click()
    await dialog.getByRole('button', { name: 'See them out' }).click()
    await owner.getByRole('button', { name: 'Let back in' }).waitFor()
    await owner.goto(`${app.url}/handovers`)
    await owner.getByRole('link', { name: /Wanda Working/ }).waitFor()
    await owner.goto(`${app.url}/handovers/registered`)
    const registered = owner.getByRole('listitem').filter({ hasText: 'Kabelwerk Süd' })
    await registered.getByText(person.name).first().waitFor()
    await owner.goto(`${app.url}/tasks`)
    await owner.getByText('Call Kim back').first().waitFor()
    await owner.goto(`${app.url}/settings/routing`)
    await owner.getByText(person.name).first().waitFor()
    expect(await axeFinds(owner)).toEqual([])
    expect(faults).toEqual([])
  })
})
