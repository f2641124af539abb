import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { asker, publishForm, stage } from './stage.ts'

/** Who answers faster than this is taken for a program. */
const trapMs = 2_100
/** Nobody reads two pages within this. */
const readMs = 700
const width = 'document.documentElement.scrollWidth - innerWidth'
const agent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'

describe('the firm’s own site, which is another origin', async () => {
  const { faults, open } = stage()
  let [lines, form] = ['', '']
  const site = http.createServer((_request, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8')
    answer.end(
      `<!doctype html><html lang="en"><head><title>Shop</title>${lines}</head><body><main><h1>My shop</h1>${form}</main></body></html>`,
    )
  })
  const opened = new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  afterAll(() => site.close())

  /** A person's browser says neither that it is headless nor that a program drives it. */
  const asPerson = (page: Page) =>
    page.addInitScript(`Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false })`)

  it('is named in the settings, tells visits without keeping anything, then knows who agreed and wrote', async () => {
    const { app, page } = await open({ userAgent: agent })
    await asPerson(page)
    await opened
    const host = `127.0.0.1:${(site.address() as AddressInfo).port}`
    const shop = `http://${host}`
    const ask = asker(page)

    await page.goto(`${app.url}/settings/website`)
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Name your site' }).click()
    await page.getByRole('combobox').fill('no site')
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByText('is not a web address', { exact: false }).waitFor()
    await page.goto(`${app.url}/settings/website`)
    await page.getByRole('button', { name: 'Name your site' }).click()
    await page.getByRole('combobox').fill(shop)
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByText('Now paste the lines', { exact: false }).waitFor()
    await page.getByText('Nothing yet.', { exact: false }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(width)).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
    const { snippet } = await ask<{ snippet: string }>('GET', '/website')
    const { embed } = await publishForm(page, 'Inquiry', 'asks')
    lines = snippet

    const told = async (path: string) => {
      const answered = page.waitForResponse((it) => it.url().includes('/-/hit/'))
      await page.goto(shop + path)
      expect((await answered).status()).toBe(204)
      await page.waitForTimeout(readMs)
    }
    // Too busy once: it is asked again.
    const busy = { status: 503, headers: { 'access-control-allow-origin': shop } }
    await page.route('**/-/hit/**', (route) => route.fulfill(busy), { times: 1 })
    const again = page.waitForResponse((it) => it.url().includes('/-/hit/') && it.status() === 204)
    await page.goto(`${shop}/cables?utm_source=fair&utm_campaign=autumn`)
    await again
    await page.waitForTimeout(readMs)
    const kept = `JSON.stringify([document.cookie, localStorage.length, sessionStorage.length])`
    expect(await page.evaluate(kept)).toBe('["",0,0]')
    const agreed = page.waitForResponse((it) => it.url().includes('/-/hit/'))
    await page.evaluate(`baton('consent', true)`)
    expect((await agreed).status()).toBe(204)
    expect(await page.evaluate(`localStorage['baton-id']`)).toMatch(/^[0-9a-f]{32}$/)
    const trap = `document.querySelector('a[href*="/-/pot/"]').hash`
    expect(await page.evaluate(trap)).toBe(await page.evaluate(`'#' + localStorage['baton-id']`))
    expect(await page.evaluate('document.cookie')).toBe('')
    await page.waitForTimeout(readMs)
    const moved = page.waitForResponse((it) => it.url().includes('/-/hit/'))
    await page.evaluate(`history.pushState(null, '', '/cables/red')`)
    expect((await moved).status()).toBe(204)
    await page.evaluate(`baton('event', 'Price calculated', { amount: 12 })`)
    form = embed
    await told('/contact?utm_source=other')
    const frame = page.frameLocator('iframe[title="Inquiry"]')
    await frame.getByLabel('Your name').fill('Erika Emb')
    await frame.getByLabel('E-mail').fill('erika@shop.example')
    await page.waitForTimeout(trapMs)
    await frame.getByRole('button', { name: 'Send' }).click()
    await frame.getByText('Thank you').first().waitFor()

    await page.goto(`${app.url}/people`)
    const { rows: people } = await ask<{ rows: { id: string }[] }>('GET', '/contacts?q=erika')
    const { rows } = await ask<{ rows: object[] }>('GET', `/leads?contactId=${people[0]!.id}`)
    expect(rows).toMatchObject([
      { firstPage: `${shop}/cables`, utm: { utm_source: 'fair', utm_campaign: 'autumn' } },
    ])
    await page.goto(`${app.url}/people/${people[0]!.id}`)
    await page.getByText(`Visited ${host}: 3 pages`).waitFor()
    await page.getByText('/cables · /cables/red · /contact', { exact: false }).waitFor()
    await page.getByText('Website price calculated').waitFor()
    expect(await axeFinds(page)).toEqual([])
    const visit = page.getByRole('listitem').filter({ hasText: `${host}: 3 pages` })
    await visit.getByRole('button', { name: 'This was a program' }).click()
    await page.getByRole('button', { name: '1 × visit' }).click()
    const program = page.getByRole('listitem').filter({ hasText: `A program read 3 pages of ${host}` })
    await program.getByText('Held to be a program’s: a colleague says so').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await program.getByRole('button', { name: 'This was a person' }).click()
    await page.getByText(`Visited ${host}: 3 pages`).waitFor()
    const given = page.getByRole('region', { name: 'Personal links' })
    await given.getByText('None yet', { exact: false }).waitFor()
    await given.getByRole('button', { name: 'Make a link' }).click()
    await given.getByLabel('A page of yours').fill('elsewhere.example/offer')
    await given.getByRole('button', { name: 'Make the link' }).click()
    await given.getByText('Not on one of your sites').waitFor()
    await given.getByLabel('A page of yours').fill(`${shop}/offer`)
    expect(await axeFinds(page)).toEqual([])
    await given.getByRole('button', { name: 'Make the link' }).click()
    await given.getByText(/\/offer\?baton=[\w-]{43}$/).waitFor()
    await given.getByRole('button', { name: 'Copy the personal link' }).waitFor()
    await given.getByText(/^not opened, until/).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(width)).toBe(0)
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(`${app.url}/settings/website`)
    await page.getByText(/4 pages, the last/).waitFor()
    await page.getByRole('button', { name: 'Switch off' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()
    await page.getByText('Nothing is collected any more.').waitFor()
    expect(faults).toEqual([])
  })
})

describe('a browser on the firm’s site that is no person’s, or asks not to be followed', async () => {
  const { open } = stage()
  let lines = ''
  const site = http.createServer((_request, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8')
    answer.end(`<!doctype html><html lang="en"><head><title>Shop</title>${lines}</head><body></body></html>`)
  })
  const opened = new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  afterAll(() => site.close())

  it('is put aside as a program, and sends nothing at all under Global Privacy Control or Do Not Track', async () => {
    const { page } = await open()
    await opened
    const shop = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    const ask = asker(page)
    const home = page.url()
    await ask('PUT', '/website', { on: true, sites: [shop] })
    type Seen = { snippet: string; seen: { sites: object[]; machines: number } }
    lines = (await ask<Seen>('GET', '/website')).snippet
    let sent = 0
    page.on('request', (it) => {
      if (it.url().includes('/-/hit/')) sent++
    })
    const answered = page.waitForResponse((it) => it.url().includes('/-/hit/'))
    await page.goto(`${shop}/?baton=sometoken`)
    expect((await answered).status()).toBe(204)
    expect(page.url()).toBe(`${shop}/`)
    await page.goto(home)
    expect((await ask<Seen>('GET', '/website')).seen).toEqual({ sites: [], machines: 1 })
    expect(sent).toBe(1)
    await page.goto(`${new URL(home).origin}/settings/website`)
    const aside = page.getByRole('region', { name: 'Put aside as programs' })
    await aside.getByText('it says of itself that it is a program').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(width)).toBe(0)
    await page.setViewportSize({ width: 1280, height: 800 })
    for (const asks of [`'globalPrivacyControl', { value: true }`, `'doNotTrack', { value: '1' }`]) {
      const other = await page.context().newPage()
      other.on('request', (it) => {
        if (it.url().includes('/-/hit/')) sent++
      })
      await other.addInitScript(`Object.defineProperty(navigator, ${asks})`)
      await other.goto(shop)
      await other.waitForFunction(`window.baton && !window.baton.q`)
      await other.evaluate(`baton('consent', true), baton('event', 'x')`)
      await other.waitForTimeout(readMs)
      expect(await other.evaluate('localStorage.length')).toBe(0)
      await other.close()
    }
    expect(sent).toBe(1)
  })

  it('is left out by a link in the settings, which asks, until another counts it again', async () => {
    const { app, page } = await open({ userAgent: agent })
    await opened
    const host = `127.0.0.1:${(site.address() as AddressInfo).port}`
    const ask = asker(page)
    await ask('PUT', '/website', { on: true, sites: [host] })
    lines = (await ask<{ snippet: string }>('GET', '/website')).snippet
    const [said, sent]: string[][] = [[], []]
    page.context().on('dialog', (it) => {
      said!.push(it.message())
      void it.accept()
    })
    page.context().on('request', (it) => {
      if (it.url().includes('/-/hit/')) sent!.push(it.url())
    })
    await page.goto(`${app.url}/settings/website`)
    const [shop] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: `Don’t count this browser on ${host}` }).click(),
    ])
    await expect.poll(() => said).toEqual([`Stop counting this browser on ${host}?`])
    expect(shop.url()).toBe(`http://${host}/`)
    await shop.goto(`http://${host}/prices`)
    await shop.waitForFunction(`window.baton && !window.baton.q`)
    await shop.evaluate(`baton('consent', true), baton('event', 'x')`)
    expect(await shop.evaluate('Object.keys(localStorage)')).toEqual(['baton-off'])
    expect(sent).toEqual([])
    const told = shop.waitForResponse((it) => it.url().includes('/-/hit/'))
    await shop.goto(`http://${host}/prices?baton=on`)
    await told
    expect(said![1]).toBe(`Count this browser on ${host}?`)
    expect(await shop.evaluate('localStorage.length')).toBe(0)
    expect(sent).toHaveLength(1)
  })
})
