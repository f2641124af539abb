import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, stage } from './stage.ts'

describe('deals on the board', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open({
      ...{ acceptDownloads: true, viewport: { width: 1440, height: 900 } },
    }))
  })

  /** Walks on until it has the focus; nobody's keyboard goes back to the top on the way. */
  const tabTo = async (target: Locator) => {
    for (let n = 0; n < 40; n++) {
      await page.keyboard.press('Tab')
      if (await target.evaluate((it) => it === document.activeElement)) return
    }
    throw new Error(`The keyboard never gets to ${target}`)
  }

  it('writes down who came in, one tap away from the board, and makes a deal with what it is worth', async () => {
    await page.goto(`${app.url}/sales`)
    await page.getByText('No open deals').waitFor()
    await page.getByRole('button', { name: 'Quick capture' }).click()
    await page.getByText('Walk-in', { exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill('Erika Großkundin')
    await page.getByLabel('Phone or e-mail').fill('030 901820')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: /Großkundin/ }).click()
    await page.getByText('you came to see us', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Make a deal' }).click()
    await page.getByRole('heading', { name: 'New deal' }).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Forty seats')
    await page.getByLabel('One-off').fill('12500')
    await page.getByRole('button', { name: 'Make the deal' }).click()
    await page.getByRole('heading', { name: 'Forty seats' }).waitFor()
    await page.getByText('£12,500.00').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('carries it over the board, back by undo, and wins it, by keyboard alone', async () => {
    await page.goto(`${app.url}/sales`)
    const card = page.getByRole('button', { name: 'Forty seats', exact: true })
    await card.waitFor()
    await tabTo(page.getByRole('link', { name: 'Skip to the content' }))
    await page.keyboard.press('Enter')
    await tabTo(card)
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await page.getByText(/Forty seats is in/).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('z')
    await page.getByText('Taken back.').waitFor()
    await tabTo(card)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Forty seats' }).waitFor()
    await tabTo(page.getByRole('button', { name: 'Won', exact: true }))
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await tabTo(dialog.getByRole('combobox', { name: 'What decided it?' }))
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await tabTo(dialog.getByRole('button', { name: 'Win the deal' }))
    await page.keyboard.press('Enter')
    await page.getByText('The deal is won.').waitFor()
  })

  it('moves with the mouse, and says what the new stage is', async () => {
    await page.goto(`${app.url}/sales/deals/new`)
    await page.getByLabel('Name', { exact: true }).fill('Fifty seats')
    await page.getByRole('button', { name: 'Make the deal' }).click()
    await page.getByRole('heading', { name: 'Fifty seats' }).waitFor()
    await page.goto(`${app.url}/sales`)
    const lanes = page.locator('[data-column]')
    const middle = async (it: Locator) => {
      const { x, y, width, height } = (await it.boundingBox())!
      return [x + width / 2, y + height / 2] as const
    }
    const card = page.getByRole('button', { name: 'Fifty seats', exact: true })
    await card.waitFor()
    await card.hover() // once it stands still
    await page.mouse.down()
    await page.mouse.move(...(await middle(lanes.nth(1))), { steps: 8 })
    await page.mouse.up()
    await page.getByText(/Fifty seats is in/).waitFor()
    await lanes.nth(1).getByRole('button', { name: 'Fifty seats', exact: true }).waitFor()
    await page.reload()
    await lanes.nth(1).getByRole('button', { name: 'Fifty seats', exact: true }).waitFor()
    expect(faults).toEqual([])
  })

  const row = (name: string) => page.getByRole('row').filter({ hasText: name })

  it('edits names and values in the list; a click on the name still opens it', async () => {
    await page.goto(`${app.url}/sales/deals`)
    await row('Fifty seats').hover()
    await row('Fifty seats').getByRole('button', { name: 'Edit Deal: Fifty seats' }).click()
    await page.getByRole('textbox', { name: 'Deal', exact: true }).fill('Fifty chairs')
    await page.keyboard.press('Enter')
    await row('Fifty chairs')
      .getByRole('button', { name: /^Edit Value/ })
      .click()
    await page.getByRole('textbox', { name: 'Value', exact: true }).press('ControlOrMeta+a')
    await page.keyboard.type('1234,5')
    await page.keyboard.press('Enter')
    await row('Fifty chairs').getByText('£1,234.50').waitFor()
    await row('Fifty chairs').getByText('Fifty chairs').click()
    await page.getByRole('heading', { name: 'Fifty chairs' }).waitFor()
    await page.getByText('£1,234.50').first().waitFor()
    await page.goBack()
  })

  it('changes many at once, names those that stay, and puts them into the bin and back', async () => {
    await row('Fifty chairs').waitFor()
    await page.getByRole('checkbox', { name: 'Select all that are loaded' }).check()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByRole('combobox', { name: 'What' }).fill('Expected')
    await page.getByRole('option', { name: 'Expected', exact: true }).click()
    const day = page.getByRole('textbox', { name: 'To', exact: true })
    await day.fill('24 Nov 2026')
    await day.press('Tab')
    await page.getByRole('button', { name: 'Change 2 deals' }).click()
    const stayed = page.getByRole('dialog', { name: '1 deal stayed as it was' })
    await stayed.getByText('It is won. Reopen it first.').waitFor()
    await stayed.getByRole('link', { name: 'Forty seats' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await stayed.getByRole('button', { name: 'Close' }).click()
    await row('Fifty chairs').getByText('24 Nov 2026').waitFor()
    await row('Fifty chairs').getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('button', { name: 'Delete 1 deal' }).click()
    const told = page.getByRole('alert').filter({ hasText: '1 deal is in the bin.' })
    await row('Fifty chairs').waitFor({ state: 'detached' })
    await told.getByRole('button', { name: 'Undo' }).click()
    await row('Fifty chairs').waitFor()
  })

  it('gives out the list as it is looked at', async () => {
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('menuitem', { name: /CSV/ }).click()
    const text = await readFile(await (await saved).path(), 'utf8')
    const [head, first] = text.split('\r\n')
    expect(head).toMatch(/^\W?Name,Stage,State,Total value,Company,Contact,/)
    expect(first).toMatch(/^Forty seats,/)
    expect(faults).toEqual([])
  })
})
