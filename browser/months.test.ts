import { describe, expect, it } from 'vitest'
import { serious } from './person.ts'
import { stage } from './stage.ts'

const width = 'document.documentElement.scrollWidth - innerWidth'

describe('the month', () => {
  const { faults, open } = stage()

  it('says that it is open, shows every number, opens its rows; a margin makes a return', async () => {
    const { app, page } = await open()
    await page.goto(`${app.url}/insight/months`)
    await page
      .getByText(/freezes/)
      .first()
      .waitFor()
    expect(await serious(page)).toEqual([])
    await page.locator('main').getByRole('link').first().click()
    await page.getByText(/Open until/).waitFor()
    for (const title of ['From lead to customer', 'Rates', 'Speed', 'Money', 'Open pipeline', 'Customers'])
      await page.getByRole('heading', { name: title, exact: true }).waitFor()
    await page.getByText('No margin, no ROI', { exact: false }).waitFor()
    expect(await serious(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(width)).toBe(0)
    expect(await serious(page)).toEqual([])
    await page
      .getByRole('row', { name: /^Leads/ })
      .getByRole('link', { name: '0' })
      .click()
    await page.getByText('Nothing is counted in this period.').waitFor()
    await page.getByRole('link', { name: 'Month', exact: true }).click()
    await page.getByText(/Open until/).waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false)
    const last = await page.getByRole('heading', { name: 'What must hold' }).boundingBox()
    expect(last!.y).toBeGreaterThan(844)
    expect(await page.evaluate<number>('document.documentElement.scrollHeight')).toBeGreaterThan(last!.y)
    await page.emulateMedia({ media: 'screen' })
    const file = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV' }).click()
    expect((await file).suggestedFilename()).toMatch(/^numbers-\d{4}-\d\d\.csv$/)
    await page.goto(`${app.url}/settings/margins`)
    await page.getByLabel('Gross margin').fill('60')
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The margin is saved.').waitFor()
    expect(faults).toEqual([])
  })
})
