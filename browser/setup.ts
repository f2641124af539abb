import sparticuz from '@sparticuz/chromium'

/** Unpacks Chromium once for all browser tests. */
export default async function setup(): Promise<void> {
  process.env.BATON_TEST_BROWSER = await sparticuz.executablePath()
}
