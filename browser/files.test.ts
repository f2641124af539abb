import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, asker, joinFirm, stage } from './stage.ts'

const pdf = Buffer.from('%PDF-1.7\nforty seats')
const colleague = {
  ...{
    name: 'Anna <b>Maria</b> Ärger',
    email: 'anna@firm.example',
    password: 'another sentence to remember',
  },
  ...{ role: 'sales_rep', visibility: 'all' },
}

/** Files as they are dropped or pasted, which only a page can make. */
const given = (page: Page, kind: 'drop' | 'paste', name: string, text: string) =>
  page.getByRole('textbox', { name: 'Note' }).evaluate(
    (field, [kind, name, text]) => {
      const data = new DataTransfer()
      data.items.add(new File([text], name))
      const about = { bubbles: true, cancelable: true }
      field.dispatchEvent(
        kind === 'drop'
          ? new DragEvent('drop', { ...about, dataTransfer: data })
          : new ClipboardEvent('paste', { ...about, clipboardData: data }),
      )
    },
    [kind, name, text] as const,
  )

describe('files, mentions and the timeline', () => {
  const { faults, openTwo } = stage()
  let app: App
  let page: Page
  let rep: Page
  let id: string

  beforeAll(async () => {
    ;({ app, owner: page, rep } = await openTwo())
    await joinFirm({ app, owner: page, page: rep }, colleague)
    const ask = asker(page)
    const made = await ask<{ id: string }>('POST', '/contacts', {
      name: 'Erika Muster',
      companyName: 'Muster AG',
    })
    id = made.id
  })

  it('several files come by the button, are saved again, and go with a way back', async () => {
    await page.goto(`${app.url}/people/${id}`)
    const files = page.getByRole('region', { name: 'Files' })
    await files.locator('input[type=file]').setInputFiles([
      { name: 'Übersicht.pdf', mimeType: 'application/pdf', buffer: pdf },
      { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('<html><script>alert(1)</script>') },
    ])
    await files.getByRole('button', { name: 'Übersicht.pdf', exact: false }).first().waitFor()
    await files.getByText('A web page: it may run scripts').waitFor()
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      files.getByRole('button', { name: 'Save Übersicht.pdf' }).click(),
    ])
    expect(saved.suggestedFilename()).toBe('Übersicht.pdf')
    expect(saved.url()).not.toContain(new URL(app.url).host)
    expect((await readFile(await saved.path())).equals(pdf)).toBe(true)
    expect(page.url()).toContain(`/people/${id}`)
    await files.getByRole('button', { name: 'Delete photo.png' }).click()
    const told = page.getByRole('alert').filter({ hasText: 'photo.png is in the bin.' })
    await told.getByRole('button', { name: 'Undo' }).click()
    await files.getByRole('button', { name: 'Save photo.png' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('what is too large, or was cut off, says so and can be sent again', async () => {
    const files = page.getByRole('region', { name: 'Files' })
    await page.route('**/rpc/files/part', (route) => route.fulfill({ status: 500, body: '{}' }), { times: 1 })
    await files.locator('input[type=file]').setInputFiles([
      { name: 'cut.pdf', mimeType: 'application/pdf', buffer: pdf },
      { name: 'huge.bin', mimeType: 'x/y', buffer: Buffer.alloc(25 * 1024 * 1024 + 1) },
    ])
    await files.getByText('25.1 MB is too large: at most 25 MB are kept.').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await files.getByRole('button', { name: 'Leave out: huge.bin' }).click()
    await files.getByRole('button', { name: 'Try again: cut.pdf' }).click()
    await files.getByRole('button', { name: 'Save cut.pdf' }).waitFor()
    await files.getByText('huge.bin').waitFor({ state: 'detached' })
  })

  it('what is dropped and pasted into a note goes with it; @ offers colleagues by the keyboard', async () => {
    await page.keyboard.press('n')
    await page.keyboard.type('See both, @är')
    await page.getByRole('option', { name: /Anna <b>Maria<\/b> Ärger/ }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.keyboard.type('please')
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe(
      'See both, @Anna <b>Maria</b> Ärger please',
    )
    await given(page, 'drop', 'dropped.txt', 'dropped')
    await given(page, 'paste', 'pasted.txt', 'pasted')
    const attached = page.getByRole('list', { name: 'Files that go with the note' })
    await attached.getByText('dropped.txt').waitFor()
    await attached.getByText('pasted.txt').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('The note is kept.').waitFor()
    const note = page.getByRole('listitem').filter({ hasText: 'See both, @Anna <b>Maria</b> Ärger please' })
    await note.getByRole('button', { name: 'Save dropped.txt' }).waitFor()
    await note.getByRole('button', { name: 'Save pasted.txt' }).waitFor()
  })

  it('the colleague is told, and the notice leads to the note', async () => {
    await rep.goto(`${app.url}/notices`)
    await rep.getByText('mentions you: Erika Muster').click()
    await rep.waitForURL(/\/people\/.*\?note=/)
    await rep.getByText('See both,').first().waitFor()
    expect(await axeFinds(rep)).toEqual([])
  })

  it('shows some kinds, for this member from now on; keys begin a call, a meeting, a next step', async () => {
    await page.reload()
    await page.getByText('See both,').first().waitFor()
    await page.keyboard.press('c')
    await page.keyboard.type('Wants forty')
    await page.getByRole('button', { name: 'Reached', exact: true }).click()
    await page.getByText('Call: reached').waitFor()
    const show = page.getByRole('group', { name: 'Show' })
    await show.getByRole('button', { name: 'Calls and meetings' }).click()
    await page.getByText('See both,').waitFor({ state: 'detached' })
    await page.getByText('Call: reached').waitFor()
    await page.waitForLoadState('networkidle')
    await page.reload()
    await page.getByText('Call: reached').waitFor()
    expect(await show.getByRole('button', { name: 'Calls and meetings' }).getAttribute('aria-pressed')).toBe(
      'true',
    )
    await show.getByRole('button', { name: 'All', exact: true }).click()
    await page.getByText('See both,').first().waitFor()
    await page.keyboard.press('t')
    await page.keyboard.type('Send the offer tomorrow')
    await page.keyboard.press('Enter')
    await page.getByText('Send the offer').first().waitFor()
  })

  it('are on companies and deals too, where a talk names with whom', async () => {
    const ask = asker(page)
    const { company } = await ask<{ company: { id: string } }>('GET', `/contacts/${id}`)
    const { id: deal } = await ask<{ id: string }>('POST', '/deals', { name: 'Forty seats', contactId: id })
    for (const at of [`/companies/${company.id}`, `/sales/deals/${deal}`]) {
      await page.goto(app.url + at)
      const files = page.getByRole('region', { name: 'Files' })
      await files
        .locator('input[type=file]')
        .setInputFiles([{ name: 'offer.pdf', mimeType: 'application/pdf', buffer: pdf }])
      await files.getByRole('button', { name: 'Save offer.pdf' }).waitFor()
      await page.getByRole('region', { name: 'What happened' }).getByText('offer.pdf').waitFor()
    }
    await page.goto(`${app.url}/companies/${company.id}`)
    await page.getByRole('region', { name: 'Log a talk' }).waitFor()
    await page.keyboard.press('m')
    await page.getByRole('button', { name: 'It took place' }).click()
    await page.getByText('It is written down.').waitFor()
    expect(await axeFinds(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
