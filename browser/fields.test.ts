import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, stage } from './stage.ts'

describe('fields of the firm’s own', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page

  beforeAll(async () => {
    ;({ app, page } = await open())
  })

  const add = async (name: string, type: string, choices: string[] = [], takes = '', isOnce = false) => {
    await page.getByRole('button', { name: 'New field' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill(name)
    await page.getByRole('combobox', { name: 'What it holds' }).click()
    await page.getByRole('option', { name: type, exact: true }).click()
    for (const [n, choice] of choices.entries()) {
      if (n > 1) await page.getByRole('button', { name: 'Add a choice' }).click()
      await page.getByRole('textbox', { name: `Choice ${n + 1}` }).fill(choice)
    }
    if (takes) {
      await page.getByRole('combobox', { name: 'Takes' }).click()
      await page.getByRole('option', { name: takes }).click()
    }
    if (isOnce) await page.getByRole('checkbox', { name: 'Each value only once' }).check()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Add the field' }).click()
    await page.getByRole('list', { name: 'Fields of people' }).getByText(name, { exact: true }).waitFor()
  }

  it('are added by what they hold', async () => {
    await page.goto(`${app.url}/settings/fields`)
    await add('About', 'Long text')
    await add('Shop', 'Web address')
    await add('Fax', 'Phone')
    await add('Likes', 'Several choices', ['Tea', 'Coffee', 'Milk'])
    await add('Adviser', 'Member of the firm')
    await add('Code', 'Text', [], 'Only digits', true)
    expect(await axeFinds(page)).toEqual([])
  })

  it('are filled in with a person, and say beside themselves what they do not take', async () => {
    await page.goto(`${app.url}/people/new`)
    await page.getByLabel('First name').fill('Anna')
    await page.getByLabel('Last name').fill('Arm')
    await page.getByRole('textbox', { name: 'Shop' }).fill('javascript:alert(1)')
    await page.getByRole('combobox', { name: 'Likes' }).press('ArrowDown')
    await page.getByRole('option', { name: 'Milk' }).click()
    await page.getByRole('option', { name: 'Tea' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Takes a web address such as https://example.com').waitFor()
    await page.getByRole('textbox', { name: 'Shop' }).fill('shop.example/a')
    await page.getByRole('textbox', { name: 'Code' }).fill('x1')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Takes digits only').waitFor()
    await page.getByRole('textbox', { name: 'Code' }).fill('11')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('heading', { name: 'Anna Arm' }).waitFor()
    await page.getByRole('button', { name: 'Edit Likes: Tea, Milk' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('say beside themselves who has what may be there only once', async () => {
    await page.goto(`${app.url}/people/new`)
    await page.getByLabel('First name').fill('Bert')
    await page.getByRole('textbox', { name: 'Code' }).fill('11')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('Anna Arm has it already').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.goBack()
  })

  it('are edited in place; an address leads out without a hold on this page', async () => {
    const shop = page.getByRole('link', { name: 'Shop: https://shop.example/a' })
    expect(await shop.getAttribute('rel')).toBe('noopener noreferrer')
    expect(await shop.getAttribute('target')).toBe('_blank')
    await page.getByRole('button', { name: 'Edit Fax' }).click()
    await page.getByRole('textbox', { name: 'Fax' }).fill('+49 (0)30 / 901820')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Edit Fax: +49 30 901820' }).waitFor()
    await page.getByRole('button', { name: 'Edit E-mail' }).click()
    const address = page.getByRole('textbox', { name: 'E-mail', exact: true })
    await address.fill('anna@')
    await page.keyboard.press('Enter')
    await page.getByText('E-mail is as it was before.').waitFor()
    // What was not taken stands there again, until it is let go.
    await page.getByRole('button', { name: 'Edit E-mail' }).click()
    expect(await address.inputValue()).toBe('anna@')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Edit E-mail' }).click()
    expect(await address.inputValue()).toBe('')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Edit Likes' }).click()
    await page.getByRole('option', { name: 'Coffee' }).click()
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Edit Likes: Tea, Coffee, Milk' }).waitFor()
    await page.getByRole('button', { name: 'Edit About' }).click()
    await page.getByRole('textbox', { name: 'About' }).fill('One line\nand another')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('button', { name: 'Edit About: One line' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
