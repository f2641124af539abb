import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import sparticuz from '@sparticuz/chromium'

const folder = path.resolve(import.meta.dirname, '../.cache/chromium')

/**
 * Unpacks Chromium once for all browser tests, into this checkout: what another user has unpacked in the folder for
 * temporary files could not be started, or not be trusted.
 */
export default async function setup(): Promise<void> {
  const { TMPDIR } = process.env
  await mkdir(folder, { recursive: true })
  process.env.TMPDIR = folder
  process.env.BATON_TEST_BROWSER = await sparticuz.executablePath()
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
}
