import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { launchBrowser, newPage, startApp, watch } from './app.ts'
import { foundedFirm, keptOf } from './person.ts'

export type App = Awaited<ReturnType<typeof startApp>>

/**
 * What most browser tests stand on: a Baton of its own, in which the first account was made already and is signed in,
 * standing on Home. Everything is closed after the file; `faults` is what the pages threw.
 */
export function stage() {
  const faults: string[] = []
  const closing: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    for (const close of closing) await close()
  })
  const launch = async () => {
    const browser = await launchBrowser()
    closing.unshift(() => browser.close())
    return browser
  }
  const browse = async (browser: Browser, options: BrowserContextOptions): Promise<Page> => {
    const page = await newPage(browser, options)
    watch(page, faults)
    return page
  }
  /** Who founded the firm stands on Home. */
  const comeIn = async (browser: Browser, { url }: App, options: BrowserContextOptions = {}) => {
    const page = await browse(browser, { ...options, storageState: keptOf(url) })
    await page.goto(url)
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    return page
  }
  const begin = async (settings?: Record<string, string>): Promise<App> => {
    const app = await startApp({ BATON_SECRET: foundedFirm.secret, ...settings }, foundedFirm.database)
    closing.push(app.stop)
    return app
  }
  return {
    faults,
    /** `settings`: of its environment, as SMTP_URL. */
    open: async (
      options: BrowserContextOptions = {},
      settings?: Record<string, string>,
    ): Promise<{ app: App; page: Page }> => {
      const [app, browser] = await Promise.all([begin(settings), launch()])
      return { app, page: await comeIn(browser, app, options) }
    },
    /** With a second browser for somebody else: this Chromium keeps one jar of cookies. */
    openTwo: async (second: BrowserContextOptions = {}): Promise<{ app: App; owner: Page; rep: Page }> => {
      const [app, first, other] = await Promise.all([begin(), launch(), launch()])
      const [owner, rep] = await Promise.all([comeIn(first, app), browse(other, second)])
      return { app, owner, rep }
    },
  }
}

/** Where the newest letter that a laptop keeps invites to. */
export async function invitationIn(owner: Page): Promise<string> {
  const ask = asker(owner)
  const { rows } = await ask<{ rows: { id: string; kind: string }[] }>('GET', '/letters?q=invites')
  const letter = await ask<{ text: string }>('GET', `/letters/${rows[0]!.id}`)
  return /\/invitation\?token=\S+/.exec(letter.text)![0]
}

/** Somebody whom the owner invites through the API joins by the letter, and stands on Home. */
export async function joinFirm(
  { app, owner, page }: { app: App; owner: Page; page: Page },
  who: { name: string; email: string; password: string; role: string; visibility: string },
): Promise<void> {
  const { email, role, visibility } = who
  await asker(owner)('POST', '/invitations', { email, role, visibility })
  await page.goto(app.url + (await invitationIn(owner)))
  await page.getByLabel('Your name').fill(who.name)
  await page.getByLabel('Choose a password').fill(who.password)
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('heading', { name: 'Home' }).waitFor()
}

/** The text of the newest letter that a laptop keeps with this subject, as it stands on its page under Sent mail. */
export async function readLetter(owner: Page, url: string, subject: string): Promise<string> {
  await owner.goto(`${url}/settings/sent-mail?q=${encodeURIComponent(subject)}`)
  await owner.getByRole('row').filter({ hasText: subject }).first().click()
  await owner.getByRole('heading', { level: 1, name: subject }).waitFor()
  return (await owner.locator('pre').textContent())!
}

/** The address of a public page that a letter links to, by its way: answer, send-back, mute, confirm. */
export const linkIn = (letter: string, way: string): string =>
  new RegExp(`http\\S+/-/${way}/\\S+`).exec(letter)![0]

/** A form that is published, asked for by whoever is signed in on the page. */
export async function publishForm(
  page: Page,
  name: string,
  intent: 'asks' | 'newsletter',
): Promise<{ id: string; url: string; embed: string }> {
  const ask = asker(page)
  const { id } = await ask<{ id: string }>('POST', '/forms', { name, intent })
  await ask('POST', `/forms/${id}/publication`, {})
  return { id, ...(await ask<{ url: string; embed: string }>('GET', `/forms/${id}`)) }
}

/** Answers what every form that asks for sales asks, as fast as a person, and sends it. */
export async function sendInquiry(
  page: Page,
  { name, email }: { name: string; email: string },
): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('What can we do for you?').fill('Call me about the big one')
  await page.waitForTimeout(2_100) // faster than this is no person
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('We call or write to you soon').waitFor()
}

/** Asks the API as whoever is signed in on the page, for what a test needs and no screen is about. */
export const asker =
  (page: Page) =>
  <T>(method: string, path: string, body?: object): Promise<T> =>
    page.evaluate(
      async ([method, path, body]) => {
        const answer = await fetch(`/api${path}`, {
          method,
          headers: {
            'baton-workspace': localStorage.getItem('baton-workspace') ?? '1',
            'content-type': 'application/json',
          },
          ...(body !== null && { body: JSON.stringify(body) }),
        })
        return (await answer.json()) as T
      },
      [method, path, body ?? null] as const,
    )
