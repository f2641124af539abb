import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
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
    expect(await axeFinds(page)).toEqual([])
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
    expect(await axeFinds(page)).toEqual([])
  })

  it('shows a person with what happened, and keeps a note', async () => {
    await page.getByText('Jürgen Weiß').click()
    await page.getByRole('heading', { name: 'Jürgen Weiß' }).waitFor()
    await page.getByRole('textbox', { name: 'Note' }).fill('Prefers <b>mornings</b>')
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByText('Prefers <b>mornings</b>').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('changes and deletes a note where it stands', async () => {
    await page.getByRole('button', { name: /^Edit Note/ }).click()
    await page.getByRole('textbox', { name: 'Note' }).last().fill('Prefers the afternoon')
    await page.keyboard.press('Control+Enter')
    await page.getByText('The note was changed.').waitFor()
    await page.getByRole('button', { name: 'Delete the note' }).click()
    await page.getByText('The note was deleted.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await page.getByText('Prefers the afternoon').first().waitFor()
  })

  it('puts words on somebody', async () => {
    await page.getByRole('button', { name: 'Edit Tags: Add' }).click()
    await page.getByRole('combobox', { name: 'Tags' }).fill('Fair 2026')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Edit Tags: Fair 2026' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('keeps a number', async () => {
    await page.getByRole('button', { name: 'Edit Phone: Add' }).click()
    await page.getByRole('textbox', { name: 'Phone' }).fill('030 4411')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Edit Phone: 030 4411' }).waitFor()
  })

  it('says who changed what of somebody, on their page and in the change log', async () => {
    await page.getByRole('button', { name: 'Edit Job title: Add' }).click()
    await page.getByRole('textbox', { name: 'Job title' }).fill('Buyer')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Edit Job title: Buyer' }).waitFor()
    await page.getByRole('button', { name: 'Who changed what' }).click()
    const history = page.getByRole('dialog', { name: 'History' })
    await history.getByRole('row', { name: 'Job title – became Buyer' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('deletes with a way back', async () => {
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const told = page.getByRole('alert').filter({ hasText: 'Jürgen Weiß is in the bin.' })
    await told.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back.').waitFor()
    await page.goto(`${app.url}/people`)
    await page.getByText('Jürgen Weiß').waitFor()
  })

  it('brings back from the bin what was deleted, found there by name', async () => {
    await page.getByText('Jürgen Weiß').click()
    await page.getByRole('heading', { name: 'Jürgen Weiß' }).waitFor()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.waitForURL(/\/people$/)
    await page.getByRole('link', { name: 'Bin', exact: true }).click()
    await page.waitForURL(/settings\/bin\?of=contact$/)
    await page.getByRole('textbox', { name: 'Search the bin' }).fill('weiss')
    await page.getByRole('checkbox', { name: 'Choose Jürgen Weiß' }).check()
    await page.getByText('30 days left').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Delete for good…' }).click()
    const sure = page.getByRole('dialog', { name: 'Delete Jürgen Weiß for good?' })
    expect(await sure.getByRole('button', { name: 'Delete for good' }).isDisabled()).toBe(true)
    await sure.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Bring back 1' }).click()
    await page.getByText('Nothing here is called so').waitFor()
    await page.goto(`${app.url}/people`)
    await page.getByText('Jürgen Weiß').waitFor()
  })

  it('warns before somebody is added twice, and adds them all the same', async () => {
    await page.getByRole('button', { name: 'Add somebody' }).click()
    await page.getByRole('heading', { name: 'Add somebody' }).waitFor()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('A name, an address or a number').waitFor()
    await page.getByLabel('Last name').fill('Weiss')
    await page.getByLabel('E-mail').fill('J.Weiss@kabelwerk.example')
    await page.getByRole('button', { name: 'It is Jürgen Weiß' }).waitFor()
    await page.getByLabel('Town').fill('Köln')
    await page.getByLabel('Phone').fill('040 7788')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('heading', { name: 'Weiss', exact: true }).waitFor()
  })

  it('finds the two, merges them side by side and separates them again', async () => {
    await page.goto(`${app.url}/people/duplicates`)
    await page.getByText('Same e-mail', { exact: true }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('radio', { name: 'Weiss, right' }).last().check()
    expect(await axeFinds(page)).toEqual([])
    await page.getByText('This is the last pair.').waitFor()
    await page.keyboard.press('m')
    await page.getByText('No two look like one').waitFor()
    await page.goto(`${app.url}/people`)
    await page.getByText('Weiss', { exact: true }).first().click()
    await page.getByRole('heading', { name: 'Weiss', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Edit Town: Köln' }).waitFor()
    await page.getByText('Prefers the afternoon').first().waitFor()
    await page.getByRole('link', { name: '040 7788' }).waitFor()
    await page.getByText('From the merge with Weiss').waitFor()
    await page.getByText('Became one with Weiss').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Separate' }).click()
    await page.getByRole('heading', { name: 'Jürgen Weiß' }).waitFor()
    await page.goto(`${app.url}/people/duplicates`)
    await page.getByRole('button', { name: 'Keep apart' }).click()
    await page.getByText('No two look like one').waitFor()
  })

  it('peeks beside the list, and opens the page from there', async () => {
    await page.goto(`${app.url}/people`)
    await page.getByText('Anna Arm').waitFor()
    await page.keyboard.press('Space')
    const panel = page.getByLabel('Preview')
    await panel.getByText('Weiss', { exact: true }).first().waitFor()
    await page.keyboard.press('j')
    await panel.getByText('Anna Arm').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Anna Arm' }).waitFor()
  })

  it('shows all that is kept of somebody, and erases them for good', async () => {
    await page.goto(`${app.url}/capture`)
    await page.getByLabel('Name', { exact: true }).fill('Berta Bald')
    await page.getByLabel('Phone or e-mail').fill('030 901830')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: 'Berta Bald' }).waitFor()
    await page.goto(`${app.url}/people`)
    await page.getByText('Berta Bald').click()
    await page.getByRole('heading', { name: 'Berta Bald' }).waitFor()
    await page.getByRole('link', { name: 'All that is kept' }).click()
    await page.getByRole('heading', { name: 'All that is kept of Berta Bald' }).waitFor()
    await page.getByText('030 901830').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('link', { name: 'Berta Bald' }).click()
    await page.getByRole('button', { name: 'Erase…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Erase Berta Bald?' })
    await dialog.getByRole('button', { name: 'Erase for good' }).click()
    await dialog.getByText('Type the name as it stands above').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await dialog.getByLabel('Type “Berta Bald” to go on').fill('Berta Bald')
    await dialog.getByRole('button', { name: 'Erase for good' }).click()
    await page.getByText('Erased. What was kept is gone within seconds.').waitFor()
    await page.getByText('Jürgen Weiß').waitFor()
    await page.getByText('Berta Bald').waitFor({ state: 'detached' })
    await page.goto(`${app.url}/settings/privacy`)
    await page.getByText('They asked for it').waitFor()
    await page.getByText('Today: nobody.').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('fits a phone', async () => {
    await page.goto(`${app.url}/people`)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByText('Jürgen Weiß').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
