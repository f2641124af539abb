import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetWho, launchBrowser, newPage, startApp, watch } from './app.ts'
import { axeFinds, fill, person } from './person.ts'

type App = Awaited<ReturnType<typeof startApp>>

describe('the first run', () => {
  let app: App
  let browser: Awaited<ReturnType<typeof launchBrowser>>
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    ;[app, browser] = await Promise.all([startApp(), launchBrowser()])
    page = await newPage(browser, { locale: 'de-DE' })
    watch(page, faults)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  it('sends whoever has no account to the sign-in page, which says where the first account is made', async () => {
    await page.goto(app.url)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByText('Open the address that Baton printed').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('makes the first account with the printed token, and nobody’s without it', async () => {
    await page.goto(`${app.url}/setup?token=wrong`)
    await fill(page)
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.getByText('it carries the right token').waitFor()
    expect(await page.getByLabel('Your name').inputValue()).toBe(person.name)
    await page.goto(app.setupUrl)
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.getByText('a sentence is easy to remember').waitFor()
    await fill(page)
    expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Europe/Berlin')
    const country = page.getByRole('combobox', { name: 'Country' })
    expect(await country.inputValue()).toBe('Germany')
    await country.click()
    await page.keyboard.type('Switz')
    await page.getByRole('option', { name: 'Switzerland' }).click()
    expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Europe/Zurich')
    expect(await page.getByRole('combobox', { name: 'Currency' }).inputValue()).toContain('CHF')
    await country.fill('Nowhere')
    await page.getByText('Nothing found').waitFor()
    await country.fill('Germany')
    await page.getByRole('option', { name: 'Germany' }).click()
    expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Europe/Berlin')
    await page.getByRole('radio', { name: 'More people' }).click()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.getByRole('dialog', { name: 'Invite a colleague' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('You wear both hats').waitFor()
    await page.goto(`${app.url}/`)
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    await page.getByRole('heading', { name: 'First steps: 0 of 5' }).waitFor()
    await page.getByText('Müller & Söhne').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('is made once: the address says so afterwards', async () => {
    await page.goto(app.setupUrl)
    await page.getByRole('heading', { name: 'Baton is set up' }).waitFor()
  })

  it('lets in with the right password only, and goes on where one wanted to go', async () => {
    await forgetWho(page)
    await page.goto(`${app.url}/insight`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.getByLabel('E-mail').fill(person.email)
    await page.getByLabel('Password', { exact: true }).fill('not that one, sorry')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('do not belong together').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Numbers' }).waitFor()
  })

  it('never leaves for another site after signing in', async () => {
    await forgetWho(page)
    await page.goto(`${app.url}/sign-in?then=${encodeURIComponent('//evil.example/x')}`)
    await page.getByLabel('E-mail').fill(person.email)
    await page.getByLabel('Password', { exact: true }).fill(person.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    expect(new URL(page.url()).origin).toBe(app.url)
  })

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const where of ['/', '/insight']) {
      await page.goto(app.url + where)
      await page.getByRole('heading').first().waitFor()
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect({ where, wide }).toEqual({ where, wide: 0 })
      expect(await axeFinds(page)).toEqual([])
    }
    expect(faults).toEqual([])
  })
})
