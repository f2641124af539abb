import { describe, expect, it } from 'vitest'
import { serious } from './person.ts'
import { stage } from './stage.ts'

const width = 'document.documentElement.scrollWidth - innerWidth'
const at = `timestamptz '2026-11-20T08:00:00Z'`

describe('mail', () => {
  const { faults, open } = stage()

  it('is written from a person with a reason, read in its thread, and answered; unknown senders become people', async () => {
    const { app, page } = await open()
    const id = await page.evaluate(async () => {
      const answer = await fetch('/api/contacts', {
        method: 'POST',
        headers: { 'baton-workspace': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Anna Bauer', email: 'anna@buyer.example' }),
      })
      return ((await answer.json()) as { id: string }).id
    })
    await page.goto(`${app.url}/people/${id}`)
    await page.getByRole('heading', { name: 'Anna Bauer' }).waitFor()
    await page.getByRole('button', { name: 'Write', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Write a mail' })
    await dialog.getByText('Nothing permits a mail yet', { exact: false }).waitFor()
    expect(await serious(page)).toEqual([])
    await dialog.getByLabel('Subject').fill('Forty seats')
    await dialog.getByLabel('Text').fill('Hello Anna,\n\nhow many?')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await dialog.getByText('Say why you may write', { exact: true }).waitFor()
    await dialog.getByRole('combobox', { name: 'Why you may write' }).click()
    await page.getByRole('option', { name: 'They asked about this' }).click()
    await dialog.getByLabel('How you know').fill('By phone this morning')
    await dialog.getByRole('button', { name: 'Send' }).click()
    await page.getByText('It is kept: no mail server is set up.').waitFor()
    await page.getByRole('link', { name: 'Forty seats' }).click()
    await page.getByText('how many?').waitFor()
    await app.sql(`insert into incoming (workspace_id, id, raw_hash, from_address, from_name, recipients, subject, text_body, html_body,
        headers, answers, kind, evidence, state, forwarded, bytes, sent_at, received_at)
      select 1, i.id::uuid, i.id, i.address, 'Anna', '[]', i.subject, 'Forty-two.', '<p>Forty-<b>two</b>.</p><img alt="Logo" data-away="https://t.example/p.gif">',
        '[]', '{}', 'human', 'No sign of a machine in its head', i.state, '{}', 1, ${at}, ${at}
      from (values ('01930000-0000-7000-8000-000000000001', 'anna@buyer.example', 'Re: Forty seats', 'filed'),
        ('01930000-0000-7000-8000-000000000002', 'lea@new.example', 'Do you sell wire?', 'unmatched')) as i (id, address, subject, state)`)
    await app.sql(`insert into conversation_mail (workspace_id, id, conversation_id, direction, via, incoming_id, at)
      select 1, '01930000-0000-7000-8000-000000000003', id, 'in', 'reply', '01930000-0000-7000-8000-000000000001', last_at + interval '1 minute' from conversation`)
    await app.sql(`update conversation set last_in_at = last_at + interval '1 minute'`)
    await page.goto(`${app.url}/sales/conversations`)
    await page.getByText('Anna Bauer').waitFor()
    await page.getByText('Unread', { exact: true }).last().waitFor()
    expect(await serious(page)).toEqual([])
    await page.getByText('Anna Bauer').click()
    await page.getByRole('button', { name: 'Show as designed' }).click()
    const frame = page.frameLocator('iframe[title="The mail as it was designed"]')
    await frame.getByText('two').waitFor()
    await frame.getByRole('link', { name: '[Picture: Logo]' }).waitFor()
    await page.getByText('A picture is not loaded', { exact: false }).waitFor()
    expect(await serious(page)).toEqual([])
    await page.keyboard.press('r')
    await page.getByText('They wrote to you', { exact: false }).waitFor()
    expect(await page.getByLabel('Subject').inputValue()).toBe('Re: Forty seats')
    await page.getByLabel('Text').fill('Thank you.')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(width)).toBe(0)
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('Thank you.').waitFor()
    await page.goto(`${app.url}/sales/conversations/unknown`)
    await page.getByText('Do you sell wire?').waitFor()
    expect(await page.evaluate(width)).toBe(0)
    expect(await serious(page)).toEqual([])
    await page.getByRole('button', { name: 'Make a person' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Lea New')
    await page.getByRole('dialog').getByRole('button', { name: 'Make a person' }).click()
    await page.getByText('Only the sender’s address says that this is them').waitFor()
    await page.goto(`${app.url}/settings/mail`)
    await page.getByLabel('Sender’s address').fill('hello@firm.example')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('It is saved.').waitFor()
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByText('Letters are not signed yet').waitFor()
    expect(await page.evaluate(width)).toBe(0)
    expect(await serious(page)).toEqual([])
    await page.goto(`${app.url}/settings/my-mail`)
    await page.getByLabel('Below each mail that you write').fill('Olga')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Your signature is saved.').waitFor()
    expect(await serious(page)).toEqual([])
    expect(faults).toEqual([])
  })
})
