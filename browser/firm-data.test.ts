import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, stage } from './stage.ts'

describe('all data of the firm', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open({ viewport: { width: 1440, height: 900 } }))
  })

  it('is asked for, written and fetched', async () => {
    await page.goto(`${app.url}/settings/firm-data`)
    await page.getByText('Not exported yet').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Export all data' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Export all data' }).click()
    await page.getByRole('button', { name: 'Fetch the file' }).waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Fetch the file' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^firm-\d{4}-\d{2}-\d{2}\.zip$/)
    expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK')
    await page.getByText('last fetched').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('is removed, by keyboard and on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: 'Remove', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the file' }).click()
    await page.getByText('Removed', { exact: true }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(faults).toEqual([])
  })
})
