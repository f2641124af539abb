import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, asker, joinFirm, stage } from './stage.ts'

const width = 'document.documentElement.scrollWidth - innerWidth'
const phone = { viewport: { width: 390, height: 844 } }
const anna = { name: 'Anna Adler', email: 'anna@firm.example', password: 'another long sentence' }
const later = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10)

describe('who is known to sales already, and what sales sends back', () => {
  const { faults, openTwo } = stage()
  let app: App
  let owner: Page
  let rep: Page
  let handoverOf: (name: string) => Promise<string>
  let contested: string
  const told = (words: string) => owner.getByRole('alert').filter({ hasText: words })
  const undo = (words: string) => told(words).getByRole('button', { name: 'Undo' }).click()
  beforeAll(async () => {
    ;({ app, owner, rep } = await openTwo(phone))
    await joinFirm({ app, owner, page: rep }, { ...anna, role: 'sales_rep', visibility: 'own' })
    const ask = asker(owner)
    const { rows } = await ask<{ rows: { id: string; email: string }[] }>('GET', '/members')
    const me = rows.find(({ email }) => email !== anna.email)!
    await ask('PATCH', `/members/${me.id}`, { takesLeads: false })
    handoverOf = async (name) => {
      const find = async () => {
        const all = await ask<{ rows: { id: string; title: string }[] }>('GET', '/handovers?box=open')
        return all.rows.find(({ title }) => title === name)?.id
      }
      await expect.poll(find, { timeout: 45_000 }).toBeDefined()
      return (await find())!
    }
  })

  const call = (name: string, phone: string, more: object = {}) =>
    asker(owner)('POST', '/captures', { kind: 'call', name, phone, asks: true, ...more })
  const hot = async (name: string) => {
    await rep.goto(`${app.url}/notices`)
    const notice = rep.locator('main').getByRole('link', { name: `${name} is interested again` })
    await notice.waitFor()
    expect(await axeFinds(rep)).toEqual([])
    await notice.click()
  }

  it('the hot moment of an open deal is a card for whoever has the deal, with the deal one tap away', async () => {
    const hers = asker(rep)
    const { id: contactId } = await hers<{ id: string }>('POST', '/contacts', {
      ...{ name: 'Kim Kundin', phone: '030 901820' },
    })
    await hers('POST', '/deals', { name: 'Forty seats', contactId })
    await call('Kim Kundin', '030 901820', { contactId, words: 'Read the price page again' })
    await hot('Kim Kundin')
    await rep.getByText('A deal is open: Forty seats').first().waitFor()
    await rep
      .getByText('It came to you instead of a new seller. No clock runs: call while it is warm.')
      .waitFor()
    await rep.getByText('Read the price page again').first().waitFor()
    expect(await axeFinds(rep)).toEqual([])
    expect(await rep.evaluate(width)).toBe(0)
    await rep.getByRole('button', { name: 'Log a try' }).click()
    await rep.getByRole('button', { name: 'Reached' }).click()
    await rep.getByText('Call: reached').waitFor()
    expect(await rep.getByRole('button', { name: 'Accept' }).count()).toBe(0)
    await rep.getByRole('button', { name: 'Open the deal' }).click()
    await rep.getByRole('heading', { name: 'Forty seats' }).waitFor()
  })

  it('the second of a company joins whoever has the first, and both cards say so', async () => {
    await call('Erika Erste', '030 901821', { companyName: 'Kabelwerk Süd' })
    const first = await handoverOf('Erika Erste')
    await call('Zita Zweite', '030 901822', { companyName: 'Kabelwerk Süd' })
    await hot('Zita Zweite')
    await rep.getByRole('heading', { name: 'Erika Erste' }).waitFor()
    await rep.getByRole('heading', { name: /Came too/ }).waitFor()
    await rep.getByRole('link', { name: '030 901822' }).waitFor()
    expect(await axeFinds(rep)).toEqual([])
    expect(await rep.evaluate(width)).toBe(0)
    await owner.goto(`${app.url}/handovers/${first}`)
    await owner.getByRole('link', { name: 'Zita Zweite' }).click()
    await owner.getByRole('heading', { name: 'Zita Zweite' }).waitFor()
    await owner.getByText('Sales has this company already').first().waitFor()
    expect(await axeFinds(owner)).toEqual([])
    await owner.getByRole('link', { name: 'Open the handover that it is part of' }).click()
    await owner.getByRole('heading', { name: 'Erika Erste' }).waitFor()
  })

  it('marketing agrees, nurtures until a day and contests by keyboard, each with a way back', async () => {
    for (const [n, name] of ['Agathe Agree', 'Nora Nurture', 'Conny Contest'].entries()) {
      await call(name, `030 90183${n}`)
      const id = await handoverOf(name)
      await asker(rep)('POST', `/handovers/${id}/send-back`, { reason: 'not_interested' })
      contested = id
    }
    await owner.goto(`${app.url}/handovers/sent-back`)
    const of = (name: string) => owner.getByRole('listitem').filter({ hasText: name })
    const to = async (name: string) => {
      await of(name).waitFor()
      for (let n = 0; n < 5 && (await of(name).getAttribute('data-current')) === null; n++)
        await owner.keyboard.press(n < 3 ? 'j' : 'k')
    }
    await of('Conny Contest').waitFor()
    expect(await axeFinds(owner)).toEqual([])
    await owner.getByRole('heading', { name: 'Sent back' }).click()
    await to('Agathe Agree')
    await owner.keyboard.press('a')
    await of('Agathe Agree').waitFor({ state: 'detached' })
    await undo('Agreed')
    await to('Agathe Agree')
    await owner.keyboard.press('a')
    await of('Agathe Agree').waitFor({ state: 'detached' })
    await to('Nora Nurture')
    await owner.keyboard.press('n')
    await owner.getByLabel('Until', { exact: true }).fill(later)
    await owner.getByRole('heading', { name: 'Sent back' }).click()
    expect(await axeFinds(owner)).toEqual([])
    await of('Nora Nurture').getByRole('button', { name: 'Nurture', exact: true }).click()
    await of('Nora Nurture').waitFor({ state: 'detached' })
    const contest = async () => {
      const button = of('Conny Contest').getByRole('button', { name: 'Contest', exact: true })
      await button.click()
      await owner.getByLabel('Why should it not have been sent back?').fill('She asked for a price')
      await button.click()
      await owner.getByText('Nothing waits for an answer').waitFor()
    }
    await contest()
    await undo('Contested.')
    await contest()
  })

  it('a manager lets it stand, thinks better of it and gives it back to its seller, who reads why', async () => {
    await owner.goto(`${app.url}/handovers/sent-back?box=contested`)
    await owner.getByRole('button', { name: 'Decide' }).click()
    await owner.getByText('It stands', { exact: true }).click()
    await owner.getByLabel('Why?').fill('Nobody knows that she asked')
    await owner.getByRole('button', { name: 'Decide' }).click()
    await owner.getByText('Nothing is contested').waitFor()
    await told('Decided. Both sides hear of it.').hover() // below the pointer it stays
    await rep.goto(`${app.url}/handovers/${contested}`)
    await rep.getByText('A manager decided: the send-back stands.').waitFor()
    expect(await axeFinds(rep)).toEqual([])
    await undo('Decided. Both sides hear of it.')
    await owner.getByText('“She asked for a price”', { exact: false }).waitFor()
    await owner.getByRole('button', { name: 'Decide' }).click()
    await owner.getByRole('button', { name: 'Decide' }).click()
    await owner.getByText('Choose one', { exact: true }).waitFor()
    await owner.getByText('It should not have been sent back').click()
    await owner.getByLabel('Why?').fill('The mail shows it')
    expect(await axeFinds(owner)).toEqual([])
    await owner.getByRole('button', { name: 'Decide' }).click()
    await owner.getByText('Decided, and offered again.').waitFor()
    await owner.goto(`${app.url}/handovers/sent-back?box=answered`)
    await owner.getByText(/until \d+ \w+ \d{4}/).waitFor()
    await owner.getByText('“The mail shows it”', { exact: false }).waitFor()
    expect(await axeFinds(owner)).toEqual([])
    await rep.goto(`${app.url}/handovers`)
    await rep.getByRole('link', { name: /Conny Contest/ }).click()
    await rep.getByRole('button', { name: 'Accept' }).waitFor()
    expect(await axeFinds(rep)).toEqual([])
    expect(await rep.evaluate(width)).toBe(0)
    expect(faults).toEqual([])
  })
})
