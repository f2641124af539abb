import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const hour = 3_600_000
const day = 24 * hour

/** Two sellers and a marketer on a Tuesday at ten, of weeks without a holiday. */
async function firm() {
  const w = await world()
  w.clock.set(new Date('2026-11-10T09:00:00Z'))
  const { handovers, capture, members } = w.owner.client
  await members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna', visibility: 'own' })
  const ben = await w.member('sales_rep', { name: 'Ben', visibility: 'own' })
  const mara = await w.member('marketer', { name: 'Mara', takesLeads: false })
  let made = 0
  const cross = async (name: string, more: object = {}) => {
    const who = { name, phone: `030 77${++made}` }
    const { contactId } = await capture.add({ kind: 'call', asks: true, words: 'A price', ...who, ...more })
    await w.pump()
    const row = (await handovers.list({ contactId, box: 'open' })).rows[0]!
    return { contactId, id: row.id, receiver: row.receiver?.id === anna.id ? anna : ben }
  }
  type Reason = Parameters<typeof handovers.sendBack>[0]['reason']
  const sentBack = async (name: string, reason: Reason = 'not_interested', more: object = {}) => {
    const it = await cross(name)
    await it.receiver.client.handovers.accept({ id: it.id })
    await it.receiver.client.handovers.sendBack({ id: it.id, reason, ...more })
    return it
  }
  const stateOf = async (id: string) => (await w.owner.client.sendBacks.get({ id })).state
  const openOf = async (contactId: string) =>
    (await handovers.list({ contactId })).rows.filter(({ state }) => state === 'offered')
  return { w, anna, ben, mara, cross, sentBack, stateOf, openOf }
}

describe('marketing answers what was sent back', async () => {
  const { w, mara, sentBack, stateOf } = await firm()
  const { handovers, sendBacks, audit } = w.owner.client

  it('within three working days of the marketer who owes it; the list says what is due first, and why', async () => {
    const { id, receiver } = await sentBack('Due Dora', 'not_eligible', {
      evidence: 'Too small',
      note: 'Five people',
    })
    const later = await sentBack('Later Lars')
    const { rows } = await mara.client.sendBacks.list({})
    expect(rows.map((row) => row.name)).toEqual(['Due Dora', 'Later Lars'])
    expect(rows[0]).toMatchObject({
      ...{ id, reason: 'not_eligible', evidence: 'Too small', note: 'Five people', state: 'open' },
      ...{ seller: { id: receiver.id }, answerer: { id: mara.id }, may: { answer: true, decide: false } },
      dueAt: new Date('2026-11-13T09:00:00Z'),
    })
    expect(await sendBacks.counts({})).toEqual({ toAnswer: 2, contested: 0 })
    await mara.client.sendBacks.answer({ id, answer: 'agreed' })
    expect((await mara.client.sendBacks.list({})).rows.map((row) => row.id)).toEqual([later.id])
    expect((await mara.client.sendBacks.list({ box: 'answered' })).rows[0]).toMatchObject({
      state: 'agreed',
      words: [{ word: 'agreed', who: 'Mara', byRule: false }],
    })
    await expect(mara.client.sendBacks.answer({ id, answer: 'agreed' })).rejects.toMatchObject({
      data: { reason: 'already_answered' },
    })
  })

  it('and takes an answer back: it waits again, and its clock runs on', async () => {
    const { id } = await sentBack('Undone Ulf')
    const { operationId } = await mara.client.sendBacks.answer({ id, answer: 'agreed' })
    await w.pump()
    expect((await audit.undo({ id: operationId! })).conflicts).toEqual([])
    expect(await sendBacks.get({ id })).toMatchObject({ state: 'open', words: [] })
    await w.pump()
    w.clock.advance(4 * day)
    await w.pump()
    expect(await stateOf(id)).toBe('agreed')
  })

  it('what nobody answers in time counts as agreed, by rule', async () => {
    const { id } = await sentBack('Silent Sven')
    const { dueAt } = await sendBacks.get({ id })
    w.clock.set(dueAt!)
    await w.pump()
    expect(await stateOf(id)).toBe('open')
    w.clock.advance(60_000)
    await w.pump()
    expect(await sendBacks.get({ id })).toMatchObject({
      state: 'agreed',
      words: [{ word: 'agreed', who: 'Baton', byRule: true }],
    })
    await expect(mara.client.sendBacks.answer({ id, answer: 'contested', text: 'No' })).rejects.toMatchObject(
      {
        data: { reason: 'already_answered' },
      },
    )
  })

  it('of two who answer at once one does', async () => {
    const { id } = await sentBack('Raced Ria')
    const olga = w.owner.client
    const both = await Promise.allSettled([
      mara.client.sendBacks.answer({ id, answer: 'agreed' }),
      olga.sendBacks.answer({ id, answer: 'contested', text: 'No' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await sendBacks.get({ id })).words).toHaveLength(1)
  })

  it('neither sellers nor their manager answer for marketing; a contest needs a reason', async () => {
    const { id, receiver } = await sentBack('Strict Stig')
    const manager = await w.member('sales_manager')
    for (const { client } of [receiver, manager])
      await expect(client.sendBacks.answer({ id, answer: 'agreed' })).rejects.toMatchObject({ status: 403 })
    await expect(mara.client.sendBacks.answer({ id, answer: 'contested', text: ' ' })).rejects.toMatchObject({
      data: { fields: { text: expect.any(String) } },
    })
    await expect(
      mara.client.sendBacks.answer({ id, answer: 'nurture', until: '2028-01-01' }),
    ).rejects.toMatchObject({
      data: { reason: 'date_out_of_range' },
    })
    expect(await stateOf(id)).toBe('open')
  })

  it('from the mail: reading changes nothing, the link works once and only for a send-back', async () => {
    const { id } = await sentBack('Mailed <b>Mona</b>')
    await w.tick('notice letters')
    const letter = (await w.letters()).findLast((one) => one.subject.includes('Mona'))!
    expect(letter.text_body).toContain('after that it counts as agreed')
    const url = `${w.publicUrl}/-/send-back/${/\/-\/send-back\/([\w.-]+)/.exec(letter.text_body)![1]}`
    const shown = await fetch(url)
    const html = await shown.text()
    expect([shown.status, html.includes('Mailed &lt;b&gt;')]).toEqual([200, true])
    const post = (values: Record<string, string>) =>
      fetch(url, { method: 'POST', body: new URLSearchParams(values) })
    expect((await post({ answer: 'contested', text: '' })).status).toBe(422)
    expect(await stateOf(id)).toBe('open')
    expect((await post({ answer: 'contested', text: 'They asked twice' })).status).toBe(200)
    expect(await sendBacks.get({ id })).toMatchObject({
      state: 'contested',
      words: [{ word: 'contested', who: 'Mara', text: 'They asked twice' }],
    })
    expect((await post({ answer: 'agreed' })).status).toBe(410)
    expect((await fetch(`${w.publicUrl}/-/send-back/1.${'x'.repeat(43)}`)).status).toBe(404)
    expect((await fetch(url.replace('send-back', 'answer'), { method: 'POST' })).status).not.toBe(200)
    expect((await handovers.get({ id })).state).toBe('sent_back')
  })
})

describe('a contest is decided by a manager', async () => {
  const { w, anna, ben, mara, cross, sentBack, openOf } = await firm()
  const { handovers, sendBacks, audit } = w.owner.client
  const contested = async (name: string) => {
    const it = await sentBack(name)
    await mara.client.sendBacks.answer({ id: it.id, answer: 'contested', text: 'They asked twice' })
    return it
  }

  it('upheld it counts; overruled it counts against nobody, and what was accepted is kept', async () => {
    const [one, two] = [await contested('Stands'), await contested('Falls')]
    expect((await sendBacks.list({ box: 'contested' })).rows.map(({ name }) => name)).toEqual([
      'Stands',
      'Falls',
    ])
    await expect(
      mara.client.sendBacks.decide({ id: one.id, decision: 'upheld', text: 'So it is' }),
    ).rejects.toMatchObject({ status: 403 })
    await expect(sendBacks.decide({ id: one.id, decision: 'upheld', text: ' ' })).rejects.toMatchObject({
      data: { reason: 'text_missing' },
    })
    await sendBacks.decide({ id: one.id, decision: 'upheld', text: 'So it is' })
    await sendBacks.decide({ id: two.id, decision: 'overruled', text: 'They had asked' })
    await expect(sendBacks.decide({ id: two.id, decision: 'upheld', text: 'x' })).rejects.toMatchObject({
      data: { reason: 'not_contested' },
    })
    const period = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2027-11-01T00:00:00Z') }
    const { sentBack: reasons } = await w.owner.client.numbers.get(period)
    expect(reasons).toEqual([{ reason: 'not_interested', label: 'Not interested', n: 1, upheld: 1 }])
    const rates = async () =>
      (await w.owner.client.numbers.get(period)).rates.filter(({ key }) => key.startsWith('acceptance'))
    const before = await rates()
    const three = await cross('Never accepted')
    await three.receiver.client.handovers.sendBack({ id: three.id, reason: 'not_interested' })
    expect(await rates()).not.toEqual(before)
    await mara.client.sendBacks.answer({ id: three.id, answer: 'contested', text: 'They asked twice' })
    await sendBacks.decide({ id: three.id, decision: 'overruled', text: 'They had asked' })
    expect(await rates()).toEqual(before)
    w.clock.advance(31 * day)
    expect((await handovers.get({ id: two.id })).kept?.state).toBe('kept')
    expect((await handovers.get({ id: one.id })).kept?.state).toBe('not_kept')
    const told = (await mara.client.notices.list({})).rows.filter(({ kind }) => kind === 'contest_decided')
    expect(told).toHaveLength(3)
  })

  it('overruled they go back to the same seller with the manager’s words, or to whom is chosen', async () => {
    w.clock.set(new Date('2026-12-15T09:00:00Z'))
    const one = await contested('Back to same')
    const back = { id: one.id, decision: 'overruled', text: 'Try them once more', next: 'same' } as const
    const { handoverId, operationId } = await sendBacks.decide(back)
    expect(operationId).toBe(null)
    expect(await handovers.get({ id: handoverId! })).toMatchObject({
      ...{ state: 'offered', receiver: { id: one.receiver.id }, note: 'Try them once more' },
    })
    await expect(
      sendBacks.decide({ id: one.id, decision: 'overruled', text: 'x', next: 'same' }),
    ).rejects.toMatchObject({ data: { reason: 'not_contested' } })
    const two = await contested('To the other')
    const other = two.receiver.id === anna.id ? ben : anna
    await sendBacks.decide({
      ...{ id: two.id, decision: 'overruled', text: 'Your turn', next: 'member', memberId: other.id },
    })
    expect(await openOf(two.contactId)).toMatchObject([{ receiver: { id: other.id } }])
    expect(
      (await two.receiver.client.sendBacks.list({ box: 'answered' })).rows.map(({ id }) => id),
    ).toContain(two.id)
    expect((await other.client.sendBacks.list({ box: 'answered' })).rows.map(({ id }) => id)).not.toContain(
      two.id,
    )
  })

  it('overruled and offered to nobody, a new act brings them up at once', async () => {
    const it = await contested('Later again')
    const decide = () => sendBacks.decide({ id: it.id, decision: 'overruled', text: 'Not now' })
    await audit.undo({ id: (await decide()).operationId! })
    expect(await sendBacks.get({ id: it.id })).toMatchObject({ state: 'contested' })
    const { operationId } = await decide()
    expect(await openOf(it.contactId)).toEqual([])
    w.clock.advance(hour)
    await w.owner.client.capture.add({ kind: 'call', contactId: it.contactId, asks: true })
    await w.pump()
    const open = await openOf(it.contactId)
    expect(open).toHaveLength(1)
    const wentOn = { data: { reason: 'went_on', handoverId: open[0]!.id } }
    await expect(audit.undo({ id: operationId! })).rejects.toMatchObject(wentOn)
  })
})

describe('nurtured until a day', async () => {
  const { w, mara, sentBack, openOf } = await firm()
  const { capture, sendBacks, handovers } = w.owner.client

  it('they come back on it, to the same seller with their own note, and not before by themselves', async () => {
    const it = await sentBack('Nora Nurtured', 'not_interested', { note: 'Loves blue' })
    await mara.client.sendBacks.answer({ id: it.id, answer: 'nurture', until: '2027-01-20' })
    expect(await sendBacks.get({ id: it.id })).toMatchObject({
      state: 'agreed',
      words: [{ word: 'nurture', until: '2027-01-20' }],
    })
    w.clock.set(new Date('2027-01-19T09:00:00Z'))
    await w.pump()
    expect(await openOf(it.contactId)).toEqual([])
    w.clock.set(new Date('2027-01-20T09:00:00Z'))
    await w.pump()
    await w.pump()
    const [row] = await openOf(it.contactId)
    expect(row).toMatchObject({ receiver: { id: it.receiver.id } })
    expect((await it.receiver.client.handovers.get({ id: row!.id })).note).toBe('Loves blue')
  })

  it('by the reason they come back when its span is over; a reason without one needs a day', async () => {
    w.clock.set(new Date('2027-02-02T09:00:00Z'))
    const it = await sentBack('By Reason')
    await mara.client.sendBacks.answer({ id: it.id, answer: 'nurture' })
    expect((await sendBacks.get({ id: it.id })).nurtureUntil).toEqual(new Date('2027-07-31T22:00:00Z'))
    const other = await sentBack('No Span', 'other', { evidence: 'Moved' })
    await expect(mara.client.sendBacks.answer({ id: other.id, answer: 'nurture' })).rejects.toMatchObject({
      data: { reason: 'date_missing' },
    })
  })

  it('whoever asks comes back at once; whoever only looks around rests for 30 days', async () => {
    w.clock.set(new Date('2027-03-02T09:00:00Z'))
    const it = await sentBack('Asks Again')
    await mara.client.sendBacks.answer({ id: it.id, answer: 'nurture', until: '2027-12-01' })
    w.clock.advance(2 * day)
    await capture.add({ kind: 'card', contactId: it.contactId, asks: false })
    await w.pump()
    expect(await openOf(it.contactId)).toEqual([])
    await capture.add({ kind: 'call', contactId: it.contactId, asks: true })
    await w.pump()
    const [row] = await openOf(it.contactId)
    expect(row?.receiver?.id).toBe(it.receiver.id)
    expect((await handovers.get({ id: row!.id })).history.at(-1)?.reason).toBe('Asked for sales')
  })
})

it('a contractor sees their own send-backs alone, and who they never accepted by the company', async () => {
  const { w, anna, sentBack } = await firm()
  const it = await sentBack('Anybody')
  const carl = await w.member('contractor', { name: 'Carl' })
  expect((await carl.client.sendBacks.list({})).rows).toEqual([])
  await expect(carl.client.sendBacks.get({ id: it.id })).rejects.toMatchObject({
    data: { reason: 'no_send_back' },
  })
  const { id } = await w.owner.client.handovers.passOn({ contactId: it.contactId, memberId: carl.id })
  await carl.client.handovers.sendBack({ id, reason: 'not_interested' })
  expect((await carl.client.sendBacks.list({})).rows).toMatchObject([
    { id, name: 'Somebody', contactId: null },
  ])
  expect((await anna.client.sendBacks.list({})).rows.map((row) => row.id)).not.toContain(id)
})
