import { createHmac } from 'node:crypto'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds, person } from './person.ts'
import { type App, stage } from './stage.ts'

/** RFC 6238: what the app on the phone shows, `steps` half minutes from now. */
function codeOf(secret: string, steps = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', key).update(counter).digest()
  return String((mac.readUInt32BE(mac.at(-1)! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

describe('one’s own account', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open({ viewport: { width: 1440, height: 900 } }))
  })

  it('gets a second factor, and signing in asks for a code or a backup code', async () => {
    await page.goto(`${app.url}/settings/account`)
    await page.getByText('This browser').waitFor()
    await page.getByRole('button', { name: 'Set it up' }).click()
    await page.getByRole('dialog').getByLabel('Your password').fill(person.password)
    await page.getByRole('button', { name: 'Go on' }).click()
    const secret = (await page.getByRole('dialog').locator('code').textContent())!
    expect(await axeFinds(page)).toEqual([])
    await page.getByLabel('Code that the app shows now').fill('12345')
    await page.getByRole('button', { name: 'Turn it on' }).click()
    await page.getByText('The six digits that the app shows').waitFor()
    await page.getByLabel('Code that the app shows now').fill(codeOf(secret))
    await page.getByRole('button', { name: 'Turn it on' }).click()
    await page.getByText('This is the only time they are shown').waitFor()
    expect(await axeFinds(page)).toEqual([])
    const backup = (await page.getByRole('dialog').getByRole('listitem').first().textContent())!
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByRole('button', { name: 'Turn it off' }).waitFor()
    for (const [button, code] of [
      [null, codeOf(secret, 1)],
      ['Use a backup code', backup],
    ] as const) {
      await page.getByRole('button', { name: /menu$/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByLabel('E-mail').fill(person.email)
      await page.getByLabel('Password', { exact: true }).fill(person.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByLabel('Code').waitFor()
      if (button) await page.getByRole('button', { name: button }).click()
      expect(await axeFinds(page)).toEqual([])
      await page.getByLabel('Code').fill(code)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'Home' }).waitFor()
    }
    expect(faults).toEqual([])
  })
})
