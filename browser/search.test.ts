import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, asker, stage } from './stage.ts'

describe('the search box', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page
  let contactId: string
  let companyId: string
  const box = () => page.getByRole('textbox', { name: 'Search or do something' })
  const found = (name: string) => page.locator('[data-action]').filter({ hasText: name })
  const isIn = (path: string) => page.waitForURL((url) => url.pathname === path)

  beforeAll(async () => {
    ;({ app, page } = await open())
    const ask = asker(page)
    ;({ id: companyId } = await ask<{ id: string }>('POST', '/companies', { name: 'Felsenquell Werke' }))
    ;({ id: contactId } = await ask<{ id: string }>('POST', '/contacts', {
      name: 'Frieda Felsen',
      companyId,
    }))
    await ask('POST', '/notes', { contactId, body: 'Wants a Kühlpumpe in spring' })
  })

  it('opens by / and says what it finds; by Ctrl-K out of a field, where / is a sign', async () => {
    await page.goto(`${app.url}/people/${contactId}`)
    const field = page.getByRole('textbox', { name: 'Note', exact: true }).first()
    await field.fill('and')
    await field.press('/')
    expect(await field.inputValue()).toBe('and/')
    await field.press('Control+k')
    await box().waitFor()
    await page.keyboard.press('Escape')
    await box().waitFor({ state: 'detached' })
    await field.fill('')
    await page.getByRole('heading', { name: 'Frieda Felsen' }).click()
    await page.keyboard.press('/')
    await box().waitFor()
    await expect
      .poll(() => page.evaluate('document.activeElement.getAttribute("aria-label")'))
      .toBe('Search or do something')
    await page.getByText('notes by their words').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('goes by keyboard through what it finds of each kind', async () => {
    await box().fill('felsen')
    await found('Frieda Felsen').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await expect
      .poll(() => page.locator('[data-action][data-selected]').textContent())
      .toContain('Felsenquell Werke')
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('[data-action][data-selected]').textContent()).toContain('Frieda Felsen')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await isIn(`/companies/${companyId}`)
  })

  it('offers what was opened last while nothing is typed, and what is called nearly so', async () => {
    await box().waitFor({ state: 'detached' })
    await page.getByText('Felsenquell Werke').first().waitFor()
    await page.keyboard.press('Control+k')
    await found('Frieda Felsen').waitFor()
    await page.keyboard.press('Enter')
    await isIn(`/people/${contactId}`)
    await box().waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await box().fill('Felsnequell')
    // The company comes first, and not whoever was opened last.
    await page
      .locator('[data-action]:first-of-type', { hasText: /^Felsenquell Werke/ })
      .first()
      .waitFor()
    await box().fill('qqqqqq')
    await page.getByText('Nothing is called that', { exact: false }).waitFor()
    await page.getByText('notes by their words').waitFor()
  })

  it('opens a person at the note, however far back it is', async () => {
    const later = Array.from({ length: 52 }, (_, n) => ({
      contactId,
      body: `Talked again, for the ${n}th time`,
    }))
    await Promise.all(later.map((each) => asker(page)('POST', '/notes', each)))
    await box().fill('kuhlpumpe')
    await found('Wants a Kühlpumpe').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.has('note'))
    const note = page.locator('li[data-meant]')
    await note.waitFor()
    expect(await note.textContent()).toContain('Wants a Kühlpumpe in spring')
    const shows = `(() => {
      const at = document.querySelector('li[data-meant]').getBoundingClientRect()
      return at.top >= 0 && at.bottom <= innerHeight
    })()`
    await expect.poll(() => page.evaluate(shows)).toBe(true)
    expect(await axeFinds(page)).toEqual([])
  })

  it('forgets with the session what was opened', async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Ömer/ }).first().click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    expect(
      await page.evaluate('Object.keys(localStorage).filter((key) => key.startsWith("baton-opened"))'),
    ).toEqual([])
    expect(faults).toEqual([])
  })
})
