import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { launchBrowser, startApp } from './app.ts'
import { signUp } from './person.ts'

export type App = Awaited<ReturnType<typeof startApp>>
const waitMs = 45_000

/**
 * What most browser tests stand on: a Baton of its own, one browser, the first account signed in and standing on Home.
 * Both are closed after the file; `faults` is what the pages threw.
 */
export function stage() {
  const faults: string[] = []
  const closing: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    for (const close of closing) await close()
  })
  const open = async (options: BrowserContextOptions = {}): Promise<{ app: App; page: Page }> => {
    const [app, browser] = await Promise.all([startApp(), launchBrowser()])
    closing.push(() => browser.close(), app.stop)
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options })
    context.setDefaultTimeout(waitMs)
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(String(error)))
    await signUp(page, app.setupUrl)
    return { app, page }
  }
  return { faults, open }
}
