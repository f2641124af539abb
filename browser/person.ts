import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'

export const person = {
  name: 'Ömer Öztürk-Großmann',
  email: 'oemer@firm.example',
  password: 'a sentence to remember',
}

/** The firm that this person has founded before a test begins: its database, and what signs the cookies of all its copies. */
export const foundedFirm = { database: 'template_founded', secret: 'a secret that only browser tests know' }

/**
 * What axe finds, as one line each, when everything has faded in. What begins to fade while it looks, as a hint
 * below the pointer, is half there in that one look: what it finds is looked for a second time.
 */
export async function axeFinds(page: Page): Promise<string[]> {
  const found = await look(page)
  if (found.length === 0) return found
  await page.waitForTimeout(fadeMs)
  return look(page)
}

/** Longer than anything takes to appear. */
const fadeMs = 1000

async function look(page: Page): Promise<string[]> {
  await page.evaluate(
    `Promise.allSettled(document.getAnimations()
      .filter((it) => it.effect?.getComputedTiming().iterations !== Infinity).map((it) => it.finished)).then(() => undefined)`,
  )
  // Without other frames it runs in the page itself and needs no second page to add up what it found; once there, it stays
  // until the page is loaded anew.
  const alone = page.frames().length === 1
  const there = alone && (await page.evaluate<boolean>('typeof axe === "object"'))
  const { violations } = await new AxeBuilder({ page, ...(there && { axeSource: '0' }) })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(alone)
    .disableRules('region') // hints, menus and toasts lie above the page, in none of its landmarks
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

/** Fills in who makes the first account. */
export async function fill(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill(person.name)
  await page.getByLabel('Firm').fill('Müller & Söhne')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
}

/** What the browser of who founded the firm keeps: cookies, and what was written down for the origin, which is another by now. */
export function keptOf(url: string): NonNullable<BrowserContextOptions['storageState']> {
  const kept = JSON.parse(process.env.BATON_TEST_SIGNED_IN!) as Exclude<
    BrowserContextOptions['storageState'],
    string | undefined
  >
  return { ...kept, origins: kept.origins.map((it) => ({ ...it, origin: new URL(url).origin })) }
}

/** Makes the first account and stands on Home. */
export async function signUp(page: Page, setupUrl: string): Promise<void> {
  await page.goto(setupUrl)
  await fill(page)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByRole('heading', { name: 'Home' }).waitFor()
}
