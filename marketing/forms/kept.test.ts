import { describe, expect, it } from 'vitest'
import { formVisits, world } from '#platform/testing'

describe('a form and what was sent,', async () => {
  const w = await world({ proxied: true })
  const { forms, contacts, leads, handovers } = w.owner.client
  const { publish, open } = formVisits(w)
  const letters = async () => (await w.letters()).filter((one) => one.subject.startsWith('Please confirm'))

  it('closes, and its page says so', async () => {
    const { id, url } = await publish('Closing', 'asks')
    const { send } = await open(url)
    await forms.close({ id })
    expect((await send({ name: 'Late', email: 'late@firm.example' })).status).toBe(404)
    expect((await fetch(url)).status).toBe(404)
    await expect(forms.close({ id })).rejects.toMatchObject({ data: { reason: 'form_not_live' } })
  })

  it('is seen by who may, and no stranger’s', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    expect((await rep.client.forms.submissions({})).rows).toEqual([])
    await expect(rep.client.forms.create({ name: 'No', intent: 'asks' })).rejects.toMatchObject({
      status: 403,
    })
    expect((await fetch(`${w.publicUrl}/-/form/2/demo-request`)).status).toBe(404)
    expect((await fetch(`${w.publicUrl}/-/form/x/demo-request`)).status).toBe(404)
  })

  it('keeps what people see apart from the draft, also what it is for', async () => {
    const { id, url } = await publish('Versions', 'newsletter')
    const form = await forms.get({ id })
    const reworded = { ...form.definition, consentText: 'Other words' }
    await forms.save({ ...form, intent: 'asks', definition: reworded })
    const seen = await open(url)
    expect(seen.html).toContain('Send me news by e-mail')
    await forms.publish({ id })
    await seen.send({ email: 'early@firm.example', consent: 'yes' })
    const [person] = (await contacts.list({ q: 'early@firm.example' })).rows
    expect((await leads.list({ contactId: person!.id })).rows).toEqual([])
    expect((await forms.submissions({ formId: id })).rows).toMatchObject([
      { consent: 'Send me news by e-mail. I can end this with one click at any time.' },
    ])
    expect((await open(url)).html).toContain('Other words')
  })

  it('takes a save back, goes on from the older version', async () => {
    const { id } = await publish('Undone', 'asks')
    const form = await forms.get({ id })
    const saved = await forms.save({ ...form, definition: { ...form.definition, title: 'Mistake' } })
    await w.owner.client.audit.undo({ id: saved.operationId! })
    expect((await forms.get({ id })).definition.title).toBe('Undone')
    await forms.save({ ...form, definition: { ...form.definition, title: 'Better' } })
    await forms.publish({ id })
    expect((await forms.get({ id })).definition.title).toBe('Better')
  })

  it('is a test under a colleague’s own address: answered as always, and nothing follows until it was meant', async () => {
    const rep = await w.member('sales_rep', { name: 'Tess Ter' })
    const email = `${rep.id.slice(-12)}@firm.example`
    const { id, url } = await publish('Tried out', 'asks', { consentText: 'News, please' })
    const all = ['contact', 'lead', 'handover', 'journal_event', 'consent', 'letter', 'identity']
    const rows = async () =>
      Promise.all(all.map(async (table) => [table, (await w.sql(`select from ${table}`)).length]))
    const before = await rows()
    const { send } = await open(url)
    expect((await send({ name: 'Me', email: email.toUpperCase(), consent: 'yes' })).status).toBe(303)
    await w.pump()
    expect(await rows()).toEqual(before)
    expect((await forms.get({ id })).submissions).toBe(0)
    const [test] = (await forms.submissions({ formId: id })).rows
    expect(test).toMatchObject({ testedBy: 'Tess Ter', contactId: null, leadId: null, spam: null })
    const file = await w.owner.client.forms.exportSubmissions({ formId: id })
    expect(await file.text()).toContain('Tess Ter')

    await w.owner.client.members.suspend({ id: rep.id })
    await (await open(url)).send({ name: 'No Colleague', email })
    const [person] = (await contacts.list({ q: email })).rows
    expect((await leads.list({ contactId: person!.id })).rows).toHaveLength(1)
    const { contactId, leadId } = await forms.release({ id: test!.id })
    expect([contactId, leadId]).toEqual([person!.id, expect.any(String)])
    const now = (await forms.submissions({ formId: id })).rows.map((row) => [row.testedBy, row.contactId])
    expect(now).toEqual([
      [null, contactId],
      [null, contactId],
    ])
    await expect(forms.release({ id: test!.id })).rejects.toMatchObject({ data: { reason: 'not_held_back' } })
  })

  it('is copied, put away and brought back, each with undo', async () => {
    const { id, url } = await publish('Original', 'asks')
    const copy = await forms.duplicate({ id })
    expect(await forms.get({ id: copy.id })).toMatchObject({
      name: 'Original (copy)',
      state: 'draft',
      definition: { title: 'Original' },
    })
    const { operationId } = await forms.archive({ id })
    expect((await fetch(url)).status).toBe(404)
    const ids = async (archived: boolean) => (await forms.list({ archived })).rows.map((row) => row.id)
    expect([await ids(false), await ids(true)]).toEqual([
      expect.not.arrayContaining([id]),
      expect.arrayContaining([id]),
    ])
    await expect(forms.publish({ id })).rejects.toMatchObject({ data: { reason: 'form_put_away' } })
    await w.owner.client.audit.undo({ id: operationId! })
    expect((await fetch(url)).status).toBe(200)
    await forms.archive({ id })
    await forms.restore({ id })
    expect(await forms.get({ id })).toMatchObject({ state: 'closed', archivedAt: null })
  })

  it('fills custom fields of somebody new, and of nobody known', async () => {
    const { fields } = w.owner.client
    const seats = await fields.create({
      record: 'contact',
      label: 'Seats',
      type: 'number',
      rules: { greatest: 100 },
    })
    const size = await fields.create({
      record: 'contact',
      label: 'Size',
      type: 'choice',
      choices: ['S', 'L'],
    })
    const page = await fields.create({ record: 'contact', label: 'Page', type: 'url' })
    const rules = { once: true as const }
    const fax = await fields.create({ record: 'contact', label: 'Fax', type: 'phone', rules })
    const likes = await fields.create({
      record: 'contact',
      label: 'Likes',
      type: 'choices',
      choices: ['Tea', 'Milk'],
    })
    const first = (await forms.get(await forms.create({ name: 'x', intent: 'asks' }))).definition.fields
    const own = { required: true, choices: [] as string[] }
    const { url } = await publish('Custom', 'asks', {
      fields: [
        ...first,
        { ...own, key: 'seats', kind: 'number', label: 'How many seats?', into: seats.key },
        { ...own, key: 'size', kind: 'choice', label: 'Size', choices: ['S', 'XL'], into: size.key },
        { ...own, key: 'day', kind: 'date', label: 'From when?', into: 'gone' },
        { ...own, key: 'page', kind: 'url', label: 'Your page', into: page.key },
        { ...own, key: 'fax', kind: 'phone', label: 'Fax', into: fax.key },
        {
          ...own,
          key: 'likes',
          kind: 'choices',
          label: 'Likes',
          choices: ['Milk', 'Tea', 'Air'],
          into: likes.key,
        },
      ],
    })
    const values = {
      ...{ name: 'Cus', email: 'cus@firm.example', size: 'XL', day: '2027-01-31' },
      ...{ page: 'cus.example', fax: '030 901820', likes: ['Milk', 'Tea'] },
    }
    const form = await open(url)
    expect((await form.send({ ...values, seats: 'many', day: '2027-02-31' })).status).toBe(422)
    expect((await form.send({ ...values, seats: '40', page: 'javascript:alert(1)' })).status).toBe(422)
    const many = await form.send({ ...values, seats: '400' })
    expect([many.status, await many.text()]).toEqual([
      422,
      expect.stringContaining('a number of at most 100.'),
    ])
    const slip = await form.send({ ...values, seats: '40', likes: ['Milk', 'Gold'] })
    expect(slip.status).toBe(422)
    expect(await slip.text()).toContain('name="likes" value="Milk" checked')
    expect((await form.send({ ...values, seats: '40' })).status).toBe(303)
    const [person] = (await contacts.list({ q: 'cus@firm.example' })).rows
    const custom = async () => (await contacts.get({ id: person!.id })).custom
    const filled = {
      [seats.key]: 40,
      [page.key]: 'https://cus.example',
      [fax.key]: '+49 30 901820',
      [likes.key]: ['Tea', 'Milk'],
    }
    expect(await custom()).toEqual(filled)
    await (await open(url)).send({ ...values, seats: '99' })
    expect(await custom()).toEqual(filled)
    // No stranger is told that somebody has the number.
    const other = await (await open(url)).send({ ...values, email: 'other@firm.example', seats: '40' })
    expect(other.status).toBe(303)
    const { [fax.key]: _, ...rest } = filled
    expect((await contacts.list({ q: 'other@firm.example' })).rows[0]!.custom).toEqual(rest)
  })

  it('does not swallow what was changed after going back', async () => {
    const { id, url } = await publish('Back', 'asks')
    const page = await open(url)
    const values = { name: 'Back', email: 'back@firm.example' }
    await page.send(values)
    expect((await page.send(values)).status).toBe(303)
    const changed = await page.send({ ...values, message: 'And one more thing' })
    expect(changed.status).toBe(422)
    expect(await changed.text()).toContain('And one more thing')
    expect((await forms.submissions({ formId: id })).rows).toHaveLength(1)
  })

  it('gives what was held back for spam to sales as if it had just come in', async () => {
    const { id, url } = await publish('Held back', 'asks', { consentText: 'News, please' })
    const { send } = await open(url)
    await send({ name: 'Real Person', email: 'held@firm.example', consent: 'yes', '-homepage': 'x' })
    const [held] = (await forms.submissions({ formId: id, spam: true })).rows
    w.clock.advance(2 * 86_400_000)
    const before = (await letters()).length
    const results = await Promise.allSettled([1, 2, 3].map(() => forms.release({ id: held!.id })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await w.pump()
    const [row] = (await forms.submissions({ formId: id })).rows
    expect(row).toMatchObject({ spam: null, claimed: false, sort: 'lead' })
    expect((await handovers.list({ contactId: row!.contactId! })).rows).toHaveLength(1)
    expect((await leads.list({ contactId: row!.contactId! })).rows).toMatchObject([
      { lane: 'asked', openedAt: w.clock.now() },
    ])
    expect(await letters()).toHaveLength(before + 1)
    const robot = await open(url)
    await robot.send({ name: 'Robo', email: 'no address', '-homepage': 'x' })
    const [unsound] = (await forms.submissions({ formId: id, spam: true })).rows
    await expect(forms.release({ id: unsound!.id })).rejects.toMatchObject({
      data: { reason: 'unsound_submission' },
    })
  })

  it('finds, sorts out and exports what was sent', async () => {
    const { id, url } = await publish('Finding', 'asks')
    const { send } = await open(`${url}?utm_campaign=autumn`)
    await send({ name: 'Żółć', email: 'zolc@firm.example', message: '=1+1 100% sure_' })
    const found = async (q: string) => (await forms.submissions({ q, formId: id })).rows.length
    expect([
      await found('zolc'),
      await found('100% SURE_'),
      await found('100%x'),
      await found('finding'),
    ]).toEqual([1, 1, 0, 1])
    const [row] = (await forms.submissions({ formId: id })).rows
    expect(row).toMatchObject({ utm: { utm_campaign: 'autumn' }, consent: null })
    await leads.sort({ id: row!.leadId!, sort: 'student' })
    expect((await forms.submissions({ formId: id })).rows).toMatchObject([{ sort: 'student' }])
    await leads.sort({ id: row!.leadId!, sort: 'lead' })
    const file = await (await forms.exportSubmissions({ formId: id })).text()
    expect(file).toContain("'=1+1 100% sure_")
    expect(file.split('\r\n')[0]).toContain('What can we do for you?')
    expect(file).toContain('autumn')
  })

  it('reads from the right where its words do', async () => {
    const { url } = await publish('نموذج الاتصال', 'asks')
    expect((await open(url)).html).toContain('<main dir="rtl" ')
  })
})
