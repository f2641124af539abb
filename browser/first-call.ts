import type { Locator, Page } from 'playwright-core'
import { person } from './person.ts'

/** Who goes the way: what is counted or timed of each hand's turn is for them to do. */
export type Hand = {
  page: Page
  click: (target: Locator) => Promise<void>
  type: (label: string, text: string) => Promise<void>
}
type Step = { name: string; run: (hand: Hand) => Promise<void> }

/** The first account, on the address that Baton printed. */
export const makeAccount = (setupUrl: string): Step => ({
  name: 'the first account is made',
  run: async ({ page, click, type }) => {
    await page.goto(setupUrl)
    await type('Your name', person.name)
    await type('Firm', 'Müller & Söhne')
    await type('E-mail', person.email)
    await type('Password', person.password)
    await click(page.getByRole('button', { name: 'Make the account' }))
    await page.getByRole('heading', { name: 'First steps: 0 of 5' }).waitFor()
  },
})

/** The first lead, typed in. */
export const takeLead = (name: string): Step => ({
  name: 'the first lead is written down',
  run: async ({ page, click, type }) => {
    await click(page.getByRole('link', { name: 'Take the first lead over' }))
    await type('Name', name)
    await type('Phone or e-mail', '030 901820')
    await click(page.getByRole('button', { name: 'Save' }))
    await page
      .getByRole('link', { name: new RegExp(name) })
      .first()
      .waitFor()
  },
})

/** From the row on a list to who it is. */
export const openLead = (name: string): Step => ({
  name: 'the handover is opened',
  run: async ({ page, click }) => {
    await click(page.getByRole('link', { name: new RegExp(name) }).first())
    await page.getByRole('heading', { level: 1, name }).waitFor()
  },
})

export const callThem: Step = {
  name: 'they are called',
  run: async ({ page, click }) => {
    await click(page.getByRole('link', { name: 'Call' }))
    await page.getByRole('heading', { name: 'How did the call go?' }).waitFor()
  },
}

export const sayReached: Step = {
  name: 'the handover is answered',
  run: async ({ page, click }) => {
    await click(page.getByRole('button', { name: 'Reached' }))
    await page.getByText('Call: reached').waitFor()
  },
}

/** The whole way, from the address that Baton printed to the first handover that is answered. */
export const toFirstCall = (setupUrl: string, name: string): Step[] => [
  makeAccount(setupUrl),
  takeLead(name),
  openLead(name),
  callThem,
  sayReached,
]
