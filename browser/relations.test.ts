import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { serious } from './person.ts'
import { type App, asker, stage } from './stage.ts'

describe('fields that name somebody, and what a stage requires', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open({ viewport: { width: 1440, height: 900 } }))
  })

  it('are added by what they name', async () => {
    await page.goto(`${app.url}/settings/fields`)
    await page.getByRole('button', { name: 'New field' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Referred by')
    await page.getByRole('combobox', { name: 'What it holds' }).click()
    await page.getByRole('option', { name: 'Person, company or deal' }).click()
    await page.getByRole('combobox', { name: 'Which it names' }).waitFor()
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Add the field' }).click()
    await page.getByRole('list', { name: 'Fields of people' }).getByText('A person').waitFor()
  })

  it('are looked up by name, shown by it, and lead there and back', async () => {
    const ask = asker(page)
    await ask('POST', '/contacts', { firstName: 'Änne', lastName: 'Weiß', email: 'aenne@x.example' })
    await page.goto(`${app.url}/people/new`)
    await page.getByLabel('First name').fill('Bert')
    await page.getByRole('combobox', { name: 'Referred by' }).fill('anne')
    await page.getByRole('option', { name: /Änne Weiß/ }).click()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('heading', { name: 'Bert' }).waitFor()
    await page.getByRole('button', { name: 'Edit Referred by: Änne Weiß' }).waitFor()
    expect(await serious(page)).toEqual([])
    await page.getByRole('link', { name: 'Referred by: open' }).click()
    await page.getByRole('heading', { name: 'Änne Weiß' }).waitFor()
    await page.getByRole('heading', { name: /Named in “Referred by”/ }).waitFor()
    expect(await serious(page)).toEqual([])
    await page.getByRole('link', { name: 'Bert', exact: true }).click()
    await page.getByRole('heading', { name: 'Bert' }).waitFor()
  })

  it('are changed in place, taken back, and filter the list', async () => {
    await asker(page)('POST', '/contacts', { firstName: 'Cora', lastName: 'Kurz' })
    await page.getByRole('button', { name: 'Edit Referred by' }).click()
    await page.getByRole('combobox', { name: 'Referred by' }).fill('Cora')
    await page.getByRole('option', { name: /Cora Kurz/ }).click()
    await page.getByRole('button', { name: 'Edit Referred by: Cora Kurz' }).waitFor()
    await page.keyboard.press('z')
    await page.getByRole('button', { name: 'Edit Referred by: Änne Weiß' }).waitFor()
    await page.goto(`${app.url}/people`)
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByRole('menuitem', { name: 'Referred by' }).click()
    await page.getByRole('combobox', { name: 'Referred by', exact: true }).fill('änne')
    await page.getByRole('option', { name: /Änne Weiß/ }).click()
    await page.getByRole('button', { name: /Referred by is any of Änne Weiß/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('row').filter({ hasText: 'Bert' }).waitFor()
    await page.getByRole('row').filter({ hasText: 'Cora' }).waitFor({ state: 'detached' })
    expect(await serious(page)).toEqual([])
  })

  it('are required by a stage: the board asks for just what is missing', async () => {
    const ask = asker(page)
    await ask('POST', '/fields', {
      record: 'deal',
      label: 'Budget holder',
      type: 'relation',
      relatesTo: 'contact',
    })
    await page.goto(`${app.url}/settings/pipeline`)
    const proposal = page.getByRole('group', { name: 'Understanding' })
    await proposal.getByRole('combobox', { name: 'A deal needs, to enter' }).click()
    await page.getByRole('option', { name: 'Budget holder' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'A deal needs, to be won' }).click()
    await page.getByRole('option', { name: 'Person', exact: true }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save the pipeline' }).click()
    await page.getByText('The pipeline is saved.').waitFor()
    expect(await serious(page)).toEqual([])
    for (const name of ['Roof', 'Wall', 'Gate']) await ask('POST', '/deals', { name })
    await page.goto(`${app.url}/sales`)
    const card = page.getByRole('button', { name: 'Roof', exact: true })
    await card.waitFor()
    await card.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    const dialog = page.getByRole('dialog', { name: 'To Understanding' })
    await dialog.getByText('“Understanding” needs “Budget holder” first.').waitFor()
    expect(await serious(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save and move' }).click()
    await dialog.getByText('Fill this in').waitFor()
    await dialog.getByRole('combobox', { name: 'Budget holder' }).fill('cora')
    await page.getByRole('option', { name: /Cora Kurz/ }).click()
    await dialog.getByRole('button', { name: 'Save and move' }).click()
    await page.getByText('Roof is in Understanding.').waitFor()
    await page.goto(`${app.url}/sales/deals`)
    for (const name of ['Wall', 'Gate'])
      await page.getByRole('row').filter({ hasText: name }).getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Move to a stage' }).click()
    await page.getByRole('menuitem', { name: 'Understanding' }).click()
    const stayed = page.getByRole('dialog', { name: '2 deals stayed where they were' })
    await stayed.getByRole('link', { name: 'Gate' }).waitFor()
    expect(await serious(page)).toEqual([])
    await stayed.getByRole('link', { name: 'Wall' }).click()
    await page.getByRole('heading', { name: 'Wall' }).waitFor()
  })

  it('are asked for where a deal is won', async () => {
    await page.getByRole('button', { name: 'Won', exact: true }).click()
    await page.getByRole('combobox', { name: 'What decided it?' }).click()
    await page.getByRole('option').first().click()
    await page.getByRole('button', { name: 'Win the deal' }).click()
    const dialog = page.getByRole('dialog', { name: 'To Won' })
    await dialog.getByText('“Won” needs a contact first.').waitFor()
    await dialog.getByRole('combobox', { name: 'Person' }).fill('Bert')
    await page.getByRole('option', { name: 'Bert' }).click()
    await dialog.getByRole('button', { name: 'Save and win' }).click()
    await page.getByText('Wall is won.').waitFor()
    expect(faults).toEqual([])
  })
})
