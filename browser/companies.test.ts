import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { serious } from './person.ts'
import { type App, stage } from './stage.ts'

describe('companies', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open())
  })

  it('adds the first one from the empty list', async () => {
    await page.goto(`${app.url}/companies`)
    await page.getByText('No company is known yet').waitFor()
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Add the first company' }).click()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('A company needs a name').waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Kabelwerk Süd')
    await page.getByLabel('Web site').fill('kabelwerk.example')
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('heading', { name: 'Kabelwerk Süd' }).waitFor()
    expect(await serious(page)).toEqual([])
  })

  it('edits facts in place, refuses what is none, and keeps a note', async () => {
    await page.getByRole('button', { name: /^Edit Turnover/ }).click()
    await page.getByLabel('Turnover', { exact: true }).fill('1250000.5')
    await page.keyboard.press('Enter')
    await page.getByText('£1,250,000.50').waitFor()
    await page.getByRole('button', { name: /^Edit Employees/ }).click()
    await page.getByLabel('Employees', { exact: true }).fill('1.5')
    await page.keyboard.press('Enter')
    await page.getByText('A head count is a whole number.').waitFor()
    await page.getByRole('textbox', { name: 'Note' }).fill('Buys in spring')
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByText('Buys in spring').first().waitFor()
    await page.reload()
    await page.getByText('£1,250,000.50').waitFor()
    await page.getByText('Buys in spring').first().waitFor()
  })

  it('shows who works there', async () => {
    const here = page.url()
    await page.goto(`${app.url}/capture`)
    await page.getByLabel('Name', { exact: true }).fill('Anna Arm')
    await page.getByLabel('Phone or e-mail').fill('anna@kabelwerk.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: 'Anna Arm' }).waitFor()
    await page.goto(`${app.url}/people`)
    await page.getByText('Anna Arm').click()
    await page.getByRole('heading', { name: 'Anna Arm' }).waitFor() // the list has such a button too
    await page.getByRole('button', { name: /^Edit Company/ }).click()
    await page.getByLabel('Company', { exact: true }).fill('Kabelwerk Süd')
    await page.keyboard.press('Enter')
    await page.getByText('Anna Arm was changed.').waitFor()
    await page.goto(here)
    await page.getByRole('link', { name: 'Anna Arm' }).waitFor()
    expect(await serious(page)).toEqual([])
  })

  it('deletes with a way back, and fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const told = page.getByRole('alert').filter({ hasText: 'Kabelwerk Süd is in the bin' })
    await told.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back.').waitFor()
    await page.goto(`${app.url}/companies`)
    await page.getByText('Kabelwerk Süd').waitFor()
    await page.getByLabel('Search companies').fill('nowhere')
    await page.getByText('No company fits').waitFor()
    await page.getByLabel('Search companies').fill('sud')
    await page.getByText('Kabelwerk Süd').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await serious(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
