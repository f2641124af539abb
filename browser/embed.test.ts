import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { asker, publishForm, stage } from './stage.ts'

/** Who answers faster than this is taken for a program. */
const trapMs = 2_100

describe('a form on the firm’s own site, which is another origin', async () => {
  const { faults, open } = stage()
  let line = ''
  const site = http.createServer((_request, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8')
    answer.end(
      `<!doctype html><html lang="en"><title>Shop</title><main><h1>My shop</h1>${line}</main></html>`,
    )
  })
  const opened = new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  afterAll(() => site.close())

  it('stands there by one line, grows with what it says, and brings the person with where they came from', async () => {
    const { page } = await open()
    await opened
    line = (await publishForm(page, 'Inquiry', 'asks')).embed
    const home = page.url()
    const shop = `http://127.0.0.1:${(site.address() as AddressInfo).port}/cables?utm_source=fair&utm_campaign=autumn`
    await page.goto(shop)
    const form = page.frameLocator('iframe[title="Inquiry"]')
    await form.getByLabel('Your name').fill('Erika Emb')
    await form.getByLabel('E-mail').fill('erika@shop.example')
    expect(await axeFinds(page)).toEqual([])
    const high = await page.locator('iframe').evaluate((frame) => frame.clientHeight)
    await page.waitForTimeout(trapMs)
    await form.getByRole('button', { name: 'Send' }).click()
    await form.getByText('Thank you').first().waitFor()
    await page.waitForFunction((before) => document.querySelector('iframe')!.clientHeight < before, high)
    await page.goto(home)
    const { rows } = await asker(page)<{ rows: object[] }>('GET', '/submissions')
    const came = { utm_source: 'fair', utm_campaign: 'autumn' }
    expect(rows).toMatchObject([{ contactName: 'Erika Emb', utm: came, firstPage: shop }])
    expect(faults).toEqual([])
  })
})
