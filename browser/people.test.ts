import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, startApp } from './app.ts'
import { serious, signUp } from './person.ts'

describe('people', () => {
  let app: Awaited<ReturnType<typeof startApp>>
  let browser: Awaited<ReturnType<typeof launchBrowser>>
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    ;[app, browser] = await Promise.all([startApp(), launchBrowser()])
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin' })
    context.setDefaultTimeout(45_000)
    page = await context.newPage()
    page.on('pageerror', (error) => faults.push(String(error)))
    await signUp(page, app.setupUrl)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  it('begins empty and says what to do', async () => {
    await page.goto(`${app.url}/people`)
    await page.getByText('Nobody is known yet').waitFor()
    expect(await serious(page)).toEqual([])
  })

  it('finds by a part of the name without its accents', async () => {
    for (const [name, reach] of [
      ['Jürgen Weiß', 'j.weiss@kabelwerk.example'],
      ['Anna Arm', '030 901820'],
    ] as const) {
      await page.goto(`${app.url}/capture`)
      await page.getByLabel('Name', { exact: true }).fill(name)
      await page.getByLabel('Phone or e-mail').fill(reach)
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('link', { name }).waitFor()
    }
    await page.goto(`${app.url}/people`)
    await page.getByText('Anna Arm').waitFor()
    await page.getByLabel('Search people').fill('jurgen')
    await page.getByText('Anna Arm').waitFor({ state: 'detached' })
    await page.getByText('Jürgen Weiß').waitFor()
    expect(await serious(page)).toEqual([])
  })

  it('shows a person with what happened, and keeps a note', async () => {
    await page.getByText('Jürgen Weiß').click()
    await page.getByRole('heading', { name: 'Jürgen Weiß' }).waitFor()
    await page.getByRole('textbox', { name: 'Note' }).fill('Prefers <b>mornings</b>')
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByText('Prefers <b>mornings</b>').first().waitFor()
    expect(await serious(page)).toEqual([])
  })

  it('deletes with a way back', async () => {
    await page.getByRole('button', { name: 'Delete' }).click()
    const told = page.getByRole('alert').filter({ hasText: 'Jürgen Weiß is in the bin.' })
    await told.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back.').waitFor()
    await page.goto(`${app.url}/people`)
    await page.getByText('Jürgen Weiß').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByText('Jürgen Weiß').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await serious(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
