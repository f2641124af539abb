import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, stage } from './stage.ts'

describe('a list by groups, as board and chart', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page
  const api = async (path: string, data: object) => {
    const answer = await page.request.post(`${app.url}/api${path}`, {
      data,
      headers: { 'baton-workspace': '1' },
    })
    expect(answer.status(), await answer.text()).toBe(200)
  }
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  const group = (name: RegExp) => page.getByRole('button', { name })
  const lane = (name: RegExp) => page.getByRole('region', { name })
  const by = async (label: string, select: string) => {
    await page.getByRole('button', { name: /^(Group|By )/ }).click()
    await page.getByRole('combobox', { name: select }).click()
    await page.getByRole('option', { name: label, exact: true }).click()
    await page.keyboard.press('Escape')
  }
  const paste = (text: string) =>
    page.evaluate((pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      ;(document.activeElement ?? document.body).dispatchEvent(event)
    }, text)
  const focused = () => page.evaluate(() => document.activeElement?.textContent)

  beforeAll(async () => {
    ;({ app, page } = await open({ viewport: { width: 1440, height: 900 } }))
    await api('/fields', { record: 'contact', label: 'Level', type: 'choice', choices: ['Gold', 'Silver'] })
    for (const [name, city, level] of [
      ['Anna Arm', 'Köln', 'Gold'],
      ['Bernd Bein', 'Bonn', 'Silver'],
      ['Cem Kopf', 'Bonn', 'Silver'],
      ['Dora Hand', 'Ulm', null],
    ] as const)
      await api('/contacts', { name, city, custom: { level } })
  })

  it('is grouped, closed and opened by keyboard, and kept as a view', async () => {
    await page.goto(`${app.url}/people`)
    await row('Anna Arm').waitFor()
    await by('Level', 'Group by')
    await group(/^Gold 1$/).waitFor()
    await group(/^Silver 2$/).waitFor()
    await group(/^No level 1$/).waitFor()
    await row('Cem Kopf').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await group(/^Silver 2$/).focus()
    await page.keyboard.press('ArrowLeft')
    await row('Cem Kopf').waitFor({ state: 'detached' })
    await page.keyboard.press('ArrowRight')
    await row('Cem Kopf').waitFor()
    await page.getByRole('button', { name: 'Save as view' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('By level')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'By level', exact: true, pressed: true }).waitFor()
    await page.getByRole('button', { name: 'Everybody', exact: true }).click()
    await group(/^Gold 1$/).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'By level', exact: true }).click()
    await group(/^Gold 1$/).waitFor()
    await page.reload()
    await group(/^No level 1$/).waitFor()
  })

  it('walks over values with arrows, edits one with F2 and lists its keys', async () => {
    await page.getByRole('button', { name: 'Everybody', exact: true }).click()
    await row('Anna Arm').focus()
    for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('End')
    await page.keyboard.press('Home')
    await expect.poll(focused).toBe('Anna Arm')
    for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowRight')
    await expect.poll(focused).toContain('Köln')
    await page.keyboard.press('F2')
    await page.getByRole('textbox', { name: 'Town', exact: true }).fill('Aachen')
    await page.keyboard.press('Enter')
    await row('Anna Arm').getByText('Aachen').waitFor()
    await page.keyboard.press('?')
    await page.getByText('Paste cells from a spreadsheet').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByText('Paste cells from a spreadsheet').waitFor({ state: 'detached' })
  })

  it('gives selected rows to a spreadsheet', async () => {
    await row('Cem Kopf').focus()
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('2 selected').waitFor()
    const copied = await page.evaluate(() => {
      const clipboardData = new DataTransfer()
      const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true })
      ;(document.activeElement ?? document.body).dispatchEvent(event)
      return clipboardData.getData('text/plain')
    })
    const lines = copied.split('\n').map((line) => line.split('\t'))
    expect(lines.map(([name, stage, , , , city]) => [name, stage, city])).toEqual([
      ['Cem Kopf', 'Person', 'Bonn'],
      ['Bernd Bein', 'Person', 'Bonn'],
    ])
    await page.keyboard.press('Escape')
    await page.getByText('2 selected').waitFor({ state: 'detached' })
  })

  it('takes cells from a spreadsheet after showing them, and takes them back', async () => {
    await row('Dora Hand').focus()
    for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowRight')
    await paste('not mail\tx\r\n')
    const dialog = page.getByRole('dialog', { name: 'Paste from a spreadsheet' })
    await dialog
      .getByText(/can’t be taken|change/)
      .first()
      .waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await row('Dora Hand').focus()
    for (let n = 0; n < 6; n++) await page.keyboard.press('ArrowRight')
    await expect.poll(focused).toContain('Ulm')
    await paste('Trier\t9\r\n"Bad\nHomburg"\t9\r\n')
    await dialog.getByText('2 values change.', { exact: false }).waitFor()
    await dialog.getByText('Interest is not edited here.').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Change 2 values' }).click()
    const told = page.getByRole('alert').filter({ hasText: '2 values were pasted.' })
    await row('Dora Hand').getByText('Trier').waitFor()
    await told.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back.').waitFor()
    await row('Dora Hand').getByText('Ulm').waitFor()
  })

  it('is a board whose cards are carried by keyboard, with a way back', async () => {
    await page.getByRole('button', { name: 'By level', exact: true }).click()
    await page.getByRole('button', { name: 'Board', exact: true }).click()
    await lane(/^Gold, 1$/).waitFor()
    await lane(/^Silver, 2$/).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Cem Kopf', exact: true }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Space')
    await page.getByText('Cem Kopf was changed.').waitFor()
    await lane(/^Gold, 2$/)
      .getByText('Cem Kopf')
      .waitFor()
    await page.keyboard.press('z')
    await page.getByText('Taken back.').first().waitFor()
    await lane(/^Silver, 2$/)
      .getByText('Cem Kopf')
      .waitFor()
    await page.getByRole('button', { name: 'Update “By level”' }).click()
    await page.reload()
    await lane(/^Silver, 2$/).waitFor()
  })

  it('is a chart of the same people, and a table', async () => {
    await page.getByRole('button', { name: 'Chart', exact: true }).click()
    await page.getByText('People by level').waitFor()
    await page.getByRole('button', { name: 'People by level: as table' }).click()
    const cells = page.getByRole('region', { name: 'People by level, table' }).getByRole('row')
    await expect.poll(() => cells.allTextContents()).toEqual(['LevelPeople', 'Gold1', 'Silver2', 'No level1'])
    expect(await axeFinds(page)).toEqual([])
    // The filter survives the switch.
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Town' }).click()
    await page.getByRole('textbox', { name: 'Town' }).fill('bonn')
    await page.keyboard.press('Escape')
    await expect.poll(() => cells.allTextContents()).toEqual(['LevelPeople', 'Silver2'])
    await page.getByRole('button', { name: 'Board', exact: true }).click()
    await page.getByRole('button', { name: 'Cem Kopf', exact: true }).waitFor()
    expect(await page.getByRole('button', { name: 'Anna Arm', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'List', exact: true }).click()
    await group(/^Silver 2$/).waitFor()
  })

  it('says on a chart of months which agreement began in which, as every chart of time', async () => {
    await api('/fields', { record: 'contact', label: 'Since', type: 'date' })
    for (const [name, since] of [
      ['Erik Elle', '2026-03-04'],
      ['Fee Finger', '2026-06-30'],
    ])
      await api('/contacts', { name, custom: { since } })
    await api('/agreements', {})
    // The third begins with June where the firm is, while it is May in Greenwich.
    await app.sql(`set session_replication_role = replica;
      with draft as (delete from agreement returning *)
      insert into agreement (workspace_id, id, number, content, changed_by, changed_at, signed_at, starts_at, from_at, to_at)
      select workspace_id, gen_random_uuid(), n, content, changed_by, at, at, at, at, at from draft, (values
        (1, timestamptz '2026-01-05 00:00Z'), (2, '2026-05-04 00:00Z'), (3, '2026-05-31 23:00Z')) began (n, at)`)
    await page.goto(`${app.url}/people?as=chart&group=custom.since`)
    await page.getByRole('button', { name: 'People by month (since): as table' }).click()
    const cells = page.getByRole('region', { name: 'People by month (since), table' }).getByRole('row')
    await expect
      .poll(() => cells.allTextContents())
      .toEqual([
        ...['SincePeopleBegan', 'March 20261–', 'May 20260Agreement 2', 'June 20261Agreement 3'],
        'No since4–',
      ])
    await page.getByRole('button', { name: 'People by month (since): as chart' }).click()
    await page.getByText('Agreement 3').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('shows deals in the same ways: moved over their stages, taken back, summed', async () => {
    await api('/deals', { name: 'Forty seats', oneOffMinor: 1_250_000 })
    await page.goto(`${app.url}/sales/deals?as=board&sum=value`)
    await lane(/^New, 1$/).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Forty seats', exact: true }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await page.getByText(/Forty seats is in/).waitFor()
    await lane(/^New, 0$/).waitFor()
    await page.keyboard.press('z')
    await lane(/^New, 1$/)
      .getByText('Forty seats')
      .waitFor()
    await page.getByRole('button', { name: 'List', exact: true }).click()
    await row('Forty seats').focus()
    await page.keyboard.press('Space')
    await page.getByRole('complementary').getByText('Forty seats').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('Escape')
    await by('Stage', 'Group by')
    await group(/^New 1 £12\.5k$/i).waitFor()
    await page.goto(`${app.url}/people?group=custom.level`)
    await group(/^Silver 2$/).waitFor()
  })

  it('fits a phone in every shape', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    for (const shape of ['Board', 'Chart', 'List']) {
      await page.getByRole('button', { name: shape, exact: true }).click()
      await page.waitForLoadState('networkidle')
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), shape).toBe(0)
      expect(await axeFinds(page)).toEqual([])
    }
    expect(faults).toEqual([])
  })
})
