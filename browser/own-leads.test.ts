import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, asker, joinFirm, stage } from './stage.ts'

const paul = { name: 'Paul Partner', email: 'paul@partner.example', password: 'another long sentence' }
const width = 'document.documentElement.scrollWidth - innerWidth'

describe('a contractor’s lead, and what was promised', () => {
  const { faults, openTwo } = stage()
  let app: App
  let owner: Page
  let partner: Page
  beforeAll(async () => {
    ;({ app, owner, rep: partner } = await openTwo({ viewport: { width: 390, height: 844 } }))
    await joinFirm({ app, owner, page: partner }, { ...paul, role: 'contractor', visibility: 'own' })
  })

  it('is registered with proof on a phone', async () => {
    await partner.goto(`${app.url}/handovers/registered`)
    await partner.getByText('No lead is registered').waitFor()
    expect(await axeFinds(partner)).toEqual([])
    await partner.getByRole('button', { name: 'Register a lead' }).first().click()
    await partner.getByRole('button', { name: 'Register it' }).click()
    await partner.getByText('A firm, or a person below').waitFor()
    await partner.getByLabel('Firm').fill('Kabelwerk Süd')
    await partner.getByLabel('What shows that they are yours?').fill('Talked with Ms Klein at the fair')
    expect(await axeFinds(partner)).toEqual([])
    expect(await partner.evaluate(width)).toBe(0)
    await partner.getByRole('button', { name: 'Register it' }).click()
    await partner.getByText('Waits for a decision').waitFor()
    expect(await axeFinds(partner)).toEqual([])
  })

  it('is confirmed by a manager, and a second registration is told in one sentence', async () => {
    await owner.goto(`${app.url}/handovers/registered`)
    await owner.getByText('Not known to us.').waitFor()
    expect(await axeFinds(owner)).toEqual([])
    await owner.getByRole('button', { name: 'Confirm', exact: true }).click()
    await owner.getByText('Kabelwerk Süd is protected until', { exact: false }).waitFor()
    await partner.getByText('Protected until', { exact: false }).waitFor()
    await partner.getByRole('button', { name: 'Register a lead' }).first().click()
    await partner.getByLabel('Firm').fill('KABELWERK SUD')
    await partner.getByLabel('What shows that they are yours?').fill('Once more, to see what happens')
    await partner.getByRole('button', { name: 'Register it' }).click()
    await partner.getByText('You have registered them already.').waitFor()
  })

  it('a deal is won with what was promised, and the customer is taken over', async () => {
    const ask = asker(owner)
    const { id: contactId } = await ask<{ id: string }>('POST', '/contacts', { name: 'Kim Kundin' })
    const { id: dealId } = await ask<{ id: string }>('POST', '/deals', { name: 'Forty seats', contactId })
    await owner.goto(`${app.url}/sales/deals/${dealId}`)
    await owner.getByRole('button', { name: 'Won', exact: true }).click()
    await owner.getByRole('combobox', { name: 'What decided it?' }).click()
    await owner.getByRole('option').first().click()
    await owner.getByRole('textbox', { name: 'What was promised?' }).fill('Two days of training')
    await owner.getByRole('button', { name: 'Add a promise' }).click()
    await owner.getByRole('textbox', { name: 'Promise 1' }).fill('Price fixed for a year')
    await owner.getByRole('combobox', { name: 'Who looks after them?' }).click()
    await owner.getByRole('option', { name: paul.name }).click()
    expect(await axeFinds(owner)).toEqual([])
    await owner.getByRole('button', { name: 'Win the deal' }).click()
    await owner.getByText(`Waits for ${paul.name}`).waitFor()
    expect(await axeFinds(owner)).toEqual([])
    await partner.goto(app.url)
    await partner.getByRole('link', { name: 'Forty seats' }).click()
    await partner.getByText('Two days of training').waitFor()
    expect(await axeFinds(partner)).toEqual([])
    expect(await partner.evaluate(width)).toBe(0)
    await partner.getByRole('button', { name: 'Ask what was promised' }).click()
    await partner.getByLabel('What is unclear?').fill('Where is the training?')
    await partner.getByRole('button', { name: 'Ask', exact: true }).click()
    await owner.getByText(`${paul.name} asks what was promised`).waitFor()
    await owner.getByRole('button', { name: 'Answer', exact: true }).click()
    await owner.getByLabel(`What do you answer ${paul.name}?`).fill('In Ulm')
    await owner.getByRole('button', { name: 'Answer and hand over' }).click()
    await partner.goto(`${app.url}/customers/onboarding`)
    await partner.getByRole('button', { name: 'Take over' }).click()
    await partner.getByText('They are yours to look after.').waitFor()
    await owner.getByText('looks after them since', { exact: false }).waitFor()
    await owner.getByLabel('Kept: Price fixed for a year').click()
    await owner.getByText('The promise is kept.').waitFor()
    await owner.goto(`${app.url}/customers`)
    await owner.getByText(paul.name).waitFor()
    expect(await axeFinds(owner)).toEqual([])
    expect(faults).toEqual([])
  })
})
