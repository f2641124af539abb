import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { serious } from './person.ts'
import { type App, stage } from './stage.ts'

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
    const entries = ['Terms', 'Pipeline', 'Products', 'Margins']
    await selling.waitFor()
    expect(await selling.getByRole('link').allTextContents()).toEqual(entries)
    await selling.getByRole('link', { name: 'Pipeline' }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/settings\/products$/)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: 'More', exact: true }).click()
    const sheet = page.getByRole('dialog', { name: 'Go to' })
    const below = sheet.getByRole('list', { name: 'Selling' })
    await below.waitFor()
    expect(await below.getByRole('link').allTextContents()).toEqual(entries)
    expect(await serious(page)).toEqual([])
    await sheet.getByRole('link', { name: 'Sent mail' }).click()
    await page.getByRole('heading', { name: 'Sent mail' }).waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('changes working hours with a way back, and shows the holidays of the region', async () => {
    await page.goto(`${app.url}/settings/hours`)
    const saturday = page.getByRole('group', { name: 'Saturday' })
    await saturday.getByText('Closed').waitFor()
    await saturday.getByRole('button', { name: 'Add hours' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The working hours are saved.').waitFor()
    await page.getByRole('button', { name: /Public holidays of/ }).click()
    await page.getByText('Good Friday').waitFor()
    await page.reload()
    expect(await page.getByRole('combobox', { name: 'Saturday from' }).inputValue()).toBe('09:00')
  })

  it('adds a product with its price, puts it away, and takes that back from the change log', async () => {
    await page.goto(`${app.url}/settings/products`)
    await page.getByRole('button', { name: 'New product' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Welding kit “Ü”')
    await page.getByLabel('Price').fill('1234.5')
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('£1,234.50').waitFor()
    await page.getByRole('button', { name: 'Put away' }).click()
    await page.getByText('No products yet').waitFor()
    await page.goto(`${app.url}/settings/changes`)
    const entry = page.getByRole('listitem').filter({ hasText: 'Product changed' }).first()
    await entry.getByRole('button', { name: '1 row' }).click()
    await entry.getByText('archived at').waitFor()
    expect(await serious(page)).toEqual([])
    await entry.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await page.getByText('One row is as before.').waitFor()
    await page.goto(`${app.url}/settings/products`)
    await page.getByText('Welding kit “Ü”').waitFor()
  })

  it('writes down what a person permits', async () => {
    await page.goto(`${app.url}/capture`)
    await page.getByLabel('Name', { exact: true }).fill('Erika Erlaubt')
    await page.getByLabel('Phone or e-mail').fill('erika@firm.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: /Erlaubt/ }).waitFor()
    await page.goto(`${app.url}/people`)
    await page.getByText('Erika Erlaubt').click()
    await page.getByText('because they asked').waitFor()
    await page.getByRole('button', { name: 'Write down' }).click()
    await page.getByLabel('How, when and to whom they said it').fill('On the phone today, to me')
    expect(await serious(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Write down' }).click()
    await page.getByText('E-mail for newsletter').waitFor()
    expect(await serious(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
