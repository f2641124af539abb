import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { serious } from './person.ts'
import { type App, stage } from './stage.ts'

describe('people', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open())
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
