import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, asker, stage } from './stage.ts'

describe('webhooks', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page
  const heard: string[] = []
  let status = 200
  const program = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
    request.on('end', () => {
      heard.push(`${request.headers['webhook-id']} ${(JSON.parse(text) as { type: string }).type}`)
      response.writeHead(status).end(status === 200 ? 'Thank you' : 'Not now')
    })
  })

  beforeAll(async () => {
    await once(program.listen(0, '127.0.0.1'), 'listening')
    ;({ app, page } = await open(
      { viewport: { width: 1440, height: 900 } },
      { BATON_TRUSTED_HOSTS: '127.0.0.1' },
    ))
  })
  afterAll(() => {
    program.closeAllConnections()
    program.close()
  })

  it('are added with a secret that is shown once, and refused where they lead nowhere', async () => {
    await page.goto(`${app.url}/settings/webhooks`)
    await page.getByText('No webhooks yet').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Add a webhook' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Accounting')
    await dialog.getByLabel('Address').fill('https://10.0.0.1/hooks')
    await dialog.getByRole('checkbox', { name: 'A person was added, or came back from the bin' }).check()
    await dialog.getByRole('checkbox', { name: 'A deal was won' }).check()
    expect(await axeFinds(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Add the webhook' }).click()
    await dialog.getByText('Private addresses are not called').waitFor()
    const { port } = program.address() as AddressInfo
    await dialog.getByLabel('Address').fill(`http://127.0.0.1:${port}/hooks`)
    await dialog.getByRole('button', { name: 'Add the webhook' }).click()
    await dialog.getByText('This is the only time it is shown').waitFor()
    expect(await dialog.locator('code').textContent()).toMatch(/^whsec_/)
    expect(await axeFinds(page)).toEqual([])
    await dialog.getByRole('button', { name: 'I have copied it' }).click()
    await page.getByText('Nothing sent yet').waitFor()
    expect(await page.content()).not.toContain('whsec_')
  })

  it('are tried, and what was sent and answered is read in the log', async () => {
    await page.getByRole('link', { name: 'Accounting' }).click()
    await page.getByRole('button', { name: 'Send a test' }).click()
    const row = page.getByRole('button', { name: /webhook\.test.*Delivered/ })
    await row.waitFor()
    await row.click()
    const dialog = page.getByRole('dialog', { name: 'webhook.test' })
    await dialog.getByText('Thank you').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  it('are sent again once the other side is repaired, on a phone too', async () => {
    status = 410
    await asker(page)('POST', '/contacts', { name: 'Ada Muster' })
    await page.getByText('Baton switched this webhook off').waitFor()
    status = 200
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByText('Failed', { exact: true }).first().click()
    await page.getByRole('button', { name: /contact\.created.*Failed/ }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Send failed again' }).click()
    const dialog = page.getByRole('dialog')
    expect(await axeFinds(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Send again' }).click()
    await page.getByText('One message is on its way again.').waitFor()
    await page.getByText('None of these').waitFor()
    await page.getByText('All', { exact: true }).first().click()
    await page.getByRole('button', { name: /contact\.created.*Delivered/ }).waitFor()
    const told = heard.filter((line) => line.endsWith('contact.created'))
    expect(told).toHaveLength(2)
    expect(new Set(told).size).toBe(1)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('are changed and removed with a way back', async () => {
    await page.getByRole('button', { name: 'More to do with this webhook' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByText('The webhook is removed.').waitFor()
    await page.getByText('No webhooks yet').waitFor()
    await page
      .getByRole('alert')
      .filter({ hasText: 'The webhook is removed.' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await page.getByRole('link', { name: 'Accounting' }).waitFor()
    expect(faults).toEqual([])
  })
})
