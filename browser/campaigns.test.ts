import { describe, expect, it } from 'vitest'
import { serious } from './person.ts'
import { stage } from './stage.ts'

const width = 'document.documentElement.scrollWidth - innerWidth'

describe('a campaign', () => {
  const { faults, open } = stage()

  it('is planned, has costs, makes links, and says what it brought; customers stand with their terms', async () => {
    const { app, page } = await open()
    await page.goto(`${app.url}/marketing/campaigns`)
    await page.getByRole('button', { name: 'Plan the first campaign' }).click()
    await page.getByLabel('Name').fill('Messe München')
    await page.getByLabel('Leads wanted').fill('20')
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Plan it' }).click()
    await page.getByRole('heading', { name: 'Messe München' }).waitFor()
    await page.getByRole('button', { name: 'Add a cost' }).click()
    await page.getByLabel('What for').fill('Stand')
    await page.getByLabel('Amount').fill('1200')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('“Stand” is written down.').waitFor()
    await page.getByText(/1,200\.00 planned/).waitFor()
    await page.getByText('0 of 20').waitFor()
    await page.getByLabel('A page of yours').fill('firm.example/offer')
    await page.getByText(/utm_campaign=messe-munchen/).waitFor()
    await page.getByLabel('All costs are written down').check()
    await page.getByText('Costs may be missing', { exact: false }).waitFor({ state: 'detached' })
    expect(await serious(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(width)).toBe(0)
    expect(await serious(page)).toEqual([])
    await page.goto(`${app.url}/marketing/campaigns`)
    await page.getByText('Messe München').waitFor()
    expect(await page.evaluate(width)).toBe(0)
    expect(await serious(page)).toEqual([])
    await page.getByRole('link', { name: 'Spent for no campaign' }).click()
    await page.getByText('Nothing is written down yet', { exact: false }).waitFor()
    expect(await serious(page)).toEqual([])
    await page.goto(`${app.url}/customers`)
    await page.getByText('No customer yet').waitFor()
    expect(await serious(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
