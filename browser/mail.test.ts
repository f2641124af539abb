import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailbox } from '#platform/testing'
import { axeFinds } from './person.ts'
import { type App, asker, stage } from './stage.ts'

describe('mail, from the first setting to the answer', async () => {
  const { faults, open } = stage()
  const box = await mailbox()
  const sent: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      let raw = ''
      stream.setEncoding('utf8').on('data', (text: string) => {
        raw += text
      })
      stream.on('end', () => {
        sent.push(raw)
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  afterAll(() => new Promise<void>((done) => server.close(done)))
  let app: App
  let page: Page

  beforeAll(async () => {
    const { port } = server.server.address() as AddressInfo
    ;({ app, page } = await open(
      { viewport: { width: 1440, height: 900 } },
      { SMTP_URL: `smtp://127.0.0.1:${port}`, BATON_TRUSTED_HOSTS: '127.0.0.1' },
    ))
  })

  /** What came is read without the minute’s wait. */
  const readNow = () => app.sql('update mail_account_state set read_next_at = now()')
  const header = (raw: string, name: string) =>
    new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(raw)?.[1]?.replaceAll(/\s+/g, ' ') ?? ''
  const wroteTo = async (text: string) => {
    await expect.poll(() => sent.find((raw) => raw.includes(text)), { timeout: 60_000 }).toBeDefined()
    return sent.find((raw) => raw.includes(text))!
  }
  const deliver = (from: string, to: string, subject: string, text: string, head: string[] = []) =>
    box.deliver(
      [
        ...[
          `From: ${from}`,
          `To: ${to}`,
          `Subject: ${subject}`,
          `Message-ID: <${Math.random()}@buyer.example>`,
        ],
        ...[`Date: ${new Date().toUTCString()}`, 'MIME-Version: 1.0'],
        ...['Content-Type: text/plain; charset=utf-8', ...head, '', text],
      ].join('\n'),
    )

  it('is set up and says that the mailbox is read', async () => {
    await page.goto(`${app.url}/settings/mail`)
    await page.getByLabel('Sender’s address').fill('sales@firm.example')
    await page.getByRole('switch', { name: /Read a shared mailbox/ }).click()
    await page.getByLabel('The mailbox’s address').fill('reply@firm.example')
    await page.getByLabel('IMAP server').fill('127.0.0.1')
    await page.getByRole('combobox', { name: 'Encryption' }).click()
    await page.getByRole('option', { name: /None/ }).click()
    await page.getByLabel('Port').fill(String(box.port))
    await page.getByLabel('User', { exact: true }).fill('info')
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong')
    await page.getByRole('button', { name: 'Save and try' }).click()
    await page.getByText('The mailbox can’t be read').waitFor()
    await page.getByRole('textbox', { name: 'Password' }).fill('secret')
    await page.getByRole('button', { name: 'Save and try' }).click()
    await page.getByText('The mailbox is read').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('begins with words of a template, in which stands what is known', async () => {
    const { id } = await asker(page)<{ id: string }>('POST', '/contacts', {
      ...{ firstName: 'Jürgen', email: 'juergen@buyer.example' },
    })
    await page.goto(`${app.url}/settings/templates`)
    await page.getByRole('button', { name: 'Write the first one' }).click()
    const made = page.getByRole('dialog', { name: 'New template' })
    await made.getByLabel('Name', { exact: true }).fill('After the fair')
    await made.getByLabel('Subject').fill('Good to have met you')
    await made.getByRole('textbox', { name: 'Text' }).fill('Hello ')
    await made.getByRole('combobox', { name: 'Insert a field' }).click()
    await page.getByRole('option', { name: 'The person: First name' }).click()
    await made.getByRole('textbox', { name: 'Text' }).press('End')
    await page.keyboard.type(', how is {{ company.nme }}?')
    expect(await axeFinds(page)).toEqual([])
    await made.getByRole('button', { name: 'Save' }).click()
    await made.getByText('There is no field “company.nme”', { exact: false }).waitFor()
    await made
      .getByRole('textbox', { name: 'Text' })
      .fill('Hello {{ contact.firstName }}, how is {{ company.name }}?')
    await made.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Good to have met you').waitFor()

    await page.goto(`${app.url}/people/${id}`)
    await page.getByRole('button', { name: 'Write', exact: true }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Write a mail' })
    await dialog.getByRole('combobox', { name: 'Template' }).click()
    await page.getByRole('option', { name: 'After the fair' }).click()
    await dialog.getByText('Nothing is known for “Their company: Name”').waitFor()
    expect(await dialog.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Hello Jürgen, how is ?')
    expect(await dialog.getByLabel('Subject').inputValue()).toBe('Good to have met you')
    expect(await axeFinds(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  it('goes out after ten seconds to think again, and its answer comes back into the same conversation', async () => {
    const { id } = await asker(page)<{ id: string }>('POST', '/contacts', {
      ...{ name: 'Änne Weiß', email: 'aenne@buyer.example' },
    })
    await page.goto(`${app.url}/people/${id}`)
    await page.getByRole('button', { name: 'Write', exact: true }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Write a mail' })
    await dialog.getByRole('combobox', { name: 'Why you may write' }).click()
    await page.getByRole('option', { name: /asked/i }).first().click()
    await dialog.getByLabel('How you know').fill('She called this morning')
    await dialog.getByLabel('Subject').fill('Seats for the hall')
    await dialog.getByLabel('Text').fill('How many seats?')
    expect(await axeFinds(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Send' }).click()
    await page.getByText('It goes out in ten seconds.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await dialog.waitFor()
    expect(await dialog.getByLabel('Text').inputValue()).toBe('How many seats?')
    await dialog.getByLabel('Text').fill('How many seats, forty?')
    await dialog.getByRole('button', { name: 'Send' }).click()
    const raw = await wroteTo('forty?')
    expect(sent).toHaveLength(1) // the one that was taken back never left
    deliver(
      'Änne <aenne@buyer.example>',
      header(raw, 'Reply-To').replace(/.*<|>.*/g, ''),
      'Re: Seats for the hall',
      'Forty-two, please.',
      [`In-Reply-To: ${header(raw, 'Message-ID')}`],
    )
    await readNow()
    await page.goto(`${app.url}/sales/conversations`)
    await page.getByText('Seats for the hall').first().click()
    await page.getByText('Forty-two, please.').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('r')
    await page.getByLabel('Text').fill('They are yours.')
    await page.keyboard.press('Control+Enter')
    const answer = await wroteTo('They are yours.')
    expect(header(answer, 'References')).toContain(header(raw, 'Message-ID'))
  })

  it('of somebody unknown waits until they are made a person, on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    deliver('Bo Stranger <bo@stranger.example>', 'reply@firm.example', 'A question', 'Do you weld?')
    deliver('Shop <news@shop.example>', 'reply@firm.example', 'Sale', 'All must go')
    await readNow()
    await page.goto(`${app.url}/sales/conversations/unknown`)
    const sale = page.getByRole('listitem').filter({ hasText: 'All must go' })
    await sale.getByRole('button', { name: 'Ignore' }).click()
    await sale.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await sale.waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Do you weld?' })
      .getByRole('button', { name: 'Make a person' })
      .click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make a person' }).click()
    await page.getByRole('link', { name: 'Bo Stranger' }).waitFor()
    await page.getByText('Do you weld?').waitFor()
    expect(await axeFinds(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
