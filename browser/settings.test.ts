import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, asker, readLetter, stage } from './stage.ts'

/** The browser’s half of Web Push: it allows notices and subscribes at a push service that is nowhere. */
function pushService() {
  let own: object | null = null
  const text = (bytes: ArrayBuffer) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
  Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
  Notification.requestPermission = async () => 'granted'
  PushManager.prototype.getSubscription = async () => own as PushSubscription | null
  PushManager.prototype.subscribe = async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
    const keys = {
      p256dh: text(await crypto.subtle.exportKey('raw', pair.publicKey)),
      auth: text(crypto.getRandomValues(new Uint8Array(16)).buffer),
    }
    const endpoint = 'https://push.example/one'
    const unsubscribe = async () => {
      own = null
      return true
    }
    own = { endpoint, toJSON: () => ({ endpoint, keys }), unsubscribe }
    return own as PushSubscription
  }
}

describe('settings', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open({ viewport: { width: 1440, height: 900 } }))
  })

  it('stands in the rail and behind “More” under the same headings', async () => {
    await page.goto(`${app.url}/settings/sample`)
    const rail = page.getByRole('navigation', { name: 'Main' })
    const selling = rail.getByRole('list', { name: 'Selling' })
    const entries = ['Terms', 'Pipeline', 'Roles in deals', 'Products', 'Margins', 'Mail templates']
    await selling.waitFor()
    expect(await selling.getByRole('link').allTextContents()).toEqual(entries)
    await selling.getByRole('link', { name: 'Roles in deals' }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/settings\/products$/)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: 'More', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: 'Go to' })
    const below = sheet.getByRole('list', { name: 'Selling' })
    await below.waitFor()
    expect(await below.getByRole('link').allTextContents()).toEqual(entries)
    expect(await axeFinds(page)).toEqual([])
    await sheet.getByRole('link', { name: 'Sent mail' }).click()
    await page.getByRole('heading', { name: 'Sent mail' }).waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('chooses what one hears of, on a phone too: a summary in the morning, and notices on this device', async () => {
    await asker(page)('POST', '/tasks', { title: 'Call the printer', dueOn: '2026-01-05' })
    await page.goto(`${app.url}/notices`)
    await page.getByRole('button', { name: 'What you hear of' }).click()
    const morning = page.getByRole('switch', { name: 'A summary by mail when my working day begins' })
    await morning.click()
    await page.getByText('The next one:', { exact: false }).waitFor()
    await app.sql('update digest_clock set at = now()')
    // This Chromium blocks notices for good, and says so; with a push service in its place the rest is as it is.
    await page.getByText('This browser blocks notices of Baton.', { exact: false }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.addInitScript(pushService)
    await page.reload()
    await page.getByRole('button', { name: 'Turn on here' }).click()
    await page.getByText('Notices arrive on this device.').waitFor()
    const device = page.getByRole('listitem').filter({ hasText: 'this device' })
    await device.getByRole('button', { name: 'Try it' }).waitFor()
    expect(await page.getByRole('button', { name: 'Turn on here' }).count()).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await device.getByRole('button', { name: 'Remove' }).click()
    await page.getByText('hears no more notices.', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Turn on here' }).waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('changes working hours with a way back, and shows the holidays of the region', async () => {
    await page.goto(`${app.url}/settings/hours`)
    const saturday = page.getByRole('group', { name: 'Saturday' })
    await saturday.getByText('Closed').waitFor()
    await saturday.getByRole('button', { name: 'Add hours' }).click()
    const zone = page.getByRole('combobox', { name: 'Time zone' })
    await zone.fill('UTC')
    await page.getByRole('option', { name: 'UTC', exact: true }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The working hours are saved.').waitFor()
    await page.getByRole('button', { name: /Public holidays of/ }).click()
    await page.getByText('Good Friday').waitFor()
    await page.reload()
    expect(await page.getByRole('combobox', { name: 'Saturday from' }).inputValue()).toBe('09:00')
    expect(await zone.inputValue()).toBe('UTC')
  })

  it('sets up mail, and its fields follow what is taken back', async () => {
    await page.goto(`${app.url}/settings/mail`)
    const sender = page.getByLabel('Sender’s address')
    await sender.fill('hello@firm.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByText('Publish this TXT record').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Remove the key' }).click()
    await page.getByRole('button', { name: 'Make a key' }).waitFor()
    await page.goto(`${app.url}/settings/changes`)
    const entry = page.getByRole('listitem').filter({ hasText: 'Mail set up' }).first()
    await entry.getByRole('button', { name: '1 row' }).click()
    await entry.getByText('hello@firm.example').waitFor()
    await page.goto(`${app.url}/settings/mail`)
    await sender.fill('info@firm.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('It is saved.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect.poll(() => sender.inputValue(), { timeout: 20_000 }).toBe('hello@firm.example')
  })

  it('adds a product with its price, puts it away, and takes that back from the change log', async () => {
    await page.goto(`${app.url}/settings/products`)
    await page.getByRole('button', { name: 'New product' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Welding kit “Ü”')
    await page.getByLabel('Price').fill('1234.5')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('£1,234.50').waitFor()
    await page.getByRole('button', { name: 'Put away' }).click()
    await page.getByText('No products yet').waitFor()
    await page.goto(`${app.url}/settings/changes`)
    const entry = page.getByRole('listitem').filter({ hasText: 'Product changed' }).first()
    await entry.getByRole('button', { name: '1 row' }).click()
    await entry.getByText('archived at').waitFor()
    // Narrowed, and so in the address: what is found, what is not, and back to all of it.
    await page.getByRole('combobox', { name: 'What was done' }).fill('Product ch')
    await page.getByRole('option', { name: 'Product changed' }).click()
    const others = page.getByRole('listitem').filter({ hasText: 'Mail set up' })
    await expect.poll(() => others.count(), { timeout: 20_000 }).toBe(0)
    await page.reload()
    await entry.getByRole('button', { name: '1 row' }).waitFor()
    await page.goto(`${page.url()}&by=baton`)
    await page.getByText('Looked for: “Product changed”, by Baton itself.').waitFor()
    await page.getByRole('button', { name: 'Show everything' }).click()
    await others.first().waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('change-log.csv')
    expect(await axeFinds(page)).toEqual([])
    await entry.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await page.getByText('One row is as before.').waitFor()
    await page.goto(`${app.url}/settings/products`)
    await page.getByText('Welding kit “Ü”').waitFor()
  })

  it('sets topics up, sorts them by keyboard and puts one away', async () => {
    await page.goto(`${app.url}/settings/topics`)
    const topics = page.getByRole('list', { name: 'Topics', exact: true })
    await topics.getByText('News', { exact: true }).waitFor()
    for (const name of ['Événements', 'Offers']) {
      await page.getByRole('button', { name: 'New topic' }).click()
      await page.getByLabel('Name').fill(name)
      await page.getByLabel('What is sent and how often').fill('Four times a year.')
      expect(await axeFinds(page)).toEqual([])
      await page.getByRole('button', { name: 'Save' }).click()
      await topics.getByText(name, { exact: true }).waitFor()
    }
    await page.getByRole('button', { name: 'Move Offers up' }).focus()
    await page.keyboard.press('Enter')
    const order = () => topics.locator('b').allTextContents()
    await expect.poll(order).toEqual(['News', 'Offers', 'Événements'])
    await page.getByRole('button', { name: 'Put Offers away' }).click()
    await page.getByRole('button', { name: 'Bring Offers back' }).waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('writes down what a person permits', async () => {
    await page.goto(`${app.url}/capture`)
    await page.getByLabel('Name', { exact: true }).fill('Erika Erlaubt')
    await page.getByLabel('Phone or e-mail').fill('erika@firm.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: /Erlaubt/ }).waitFor()
    await page.goto(`${app.url}/people`)
    await page.getByText('Erika Erlaubt').click()
    await page.getByText('because they asked').first().waitFor()
    await page.getByRole('button', { name: 'Write down' }).click()
    await page.getByRole('combobox', { name: 'What for' }).click()
    await page.getByRole('option', { name: 'Événements' }).click()
    await page.getByLabel('How, when and to whom they said it').fill('On the phone today, to me')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Write down' }).click()
    await page.getByText('E-mail about Événements', { exact: true }).waitFor()
    await page.getByText('Allowed e-mail about Événements').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('has had the summary meanwhile: what is due is in the letter that a laptop keeps', async () => {
    const kept = () => asker(page)<{ rows: object[] }>('GET', '/letters?q=Your%20day')
    await expect.poll(async () => (await kept()).rows.length, { timeout: 100_000, interval: 1000 }).toBe(1)
    expect(await readLetter(page, app.url, 'Your day')).toContain('Call the printer')
    expect(await axeFinds(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
