import { launchBrowser, newPage, startApp, unpackBrowser } from './app.ts'
import { foundedFirm, signUp } from './person.ts'

/** Unpacks Chromium once for all browser tests, and founds the firm on whose copies they stand. */
export default async function setup(): Promise<void> {
  await unpackBrowser()
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
