import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { launchBrowser, newPage, startApp } from './app.ts'
import { foundedFirm, signUp } from './person.ts'

const folder = path.resolve(import.meta.dirname, '../.cache/chromium')

/**
 * Unpacks Chromium once for all browser tests, into this checkout, because what another user has unpacked in the folder for
 * temporary files could not be started, or not be trusted; and founds the firm on whose copies they stand.
 */
export default async function setup(): Promise<void> {
  const { TMPDIR } = process.env
  await mkdir(folder, { recursive: true })
  process.env.TMPDIR = folder
  process.env.BATON_TEST_BROWSER = await sparticuz.executablePath()
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
  await found()
}

/** The first account is made once, in a browser; most tests stand on a copy of the firm, with the same cookies. */
async function found(): Promise<void> {
  const [app, browser] = await Promise.all([startApp({ BATON_SECRET: foundedFirm.secret }), launchBrowser()])
  const page = await newPage(browser)
  await signUp(page, app.setupUrl)
  process.env.BATON_TEST_SIGNED_IN = JSON.stringify(await page.context().storageState())
  await browser.close()
  await app.sql('delete from installation') // a copy that knows where it ran would write to nobody elsewhere
  await app.stop(foundedFirm.database)
}
