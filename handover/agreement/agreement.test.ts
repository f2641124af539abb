import { describe, expect, it } from 'vitest'
import type { Content } from '#handover/scoring/contract'
import { world } from '#platform/testing'

const [minute, day] = [60_000, 86_400_000]
const strong = (enter: number): Content => ({
  rules: [
    {
      ...{ id: 'trial', axis: 'interest', points: 20, lifeH: null, last: 4 },
      matcher: { kind: 'trial_started', where: [] },
    },
  ],
  ...{ fitMax: 30, interestMax: 100, enter, leave: 10, required: [], exclude: [], recencyDays: null },
})

/** An owner who takes no leads, both heads, and a seller. Tuesday, ten in Berlin. */
async function firm() {
  const w = await world()
  w.clock.set(new Date('2026-11-10T09:00:00Z'))
  await w.owner.client.members.update({ id: w.owner.id, takesLeads: false })
  const mara = await w.member('marketer', { name: 'Mara', takesLeads: false })
  const sven = await w.member('sales_manager', { name: 'Sven', takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const api = w.owner.client.agreement
  const ahead = async () => (await api.get({})).ahead!
  const inForce = async () => (await api.get({})).inForce
  const draft = async () => {
    await api.draft({})
    return ahead()
  }
  const change = async (
    more: Partial<Awaited<ReturnType<typeof ahead>>['content']>,
    startsOn: string | null = null,
  ) => {
    const { id, content, hash } = await ahead()
    await api.save({ id, content: { ...content, ...more }, startsOn, hash })
    return ahead()
  }
  const sign = async () => {
    const { id, hash } = await ahead()
    await mara.client.agreement.sign({ id, side: 'marketing', hash })
    return sven.client.agreement.sign({ id, side: 'sales', hash })
  }
  const refused = (reason: string) => ({ data: { reason } })
  return { w, mara, sven, anna, api, ahead, inForce, draft, change, sign, refused }
}

describe('an agreement', async () => {
  const { w, mara, sven, anna, api, ahead, inForce, draft, change, sign, refused } = await firm()
  const { scoring, handovers, routing, capture } = w.owner.client
  const { productLineId } = (await scoring.list())[0]!
  const offered = async (name: string) => {
    const { contactId } = await capture.add({
      kind: 'call',
      name,
      phone: `030 7${name.length}${name.charCodeAt(3)}`,
      asks: true,
    })
    await w.pump()
    const [row] = (await handovers.list({ contactId })).rows
    return { id: row!.id, due: row!.clock!.dueAt!.getTime() - w.clock.now().getTime() }
  }

  it('begins from the settings that hold, as a draft that changes nothing', async () => {
    expect(await api.get({})).toMatchObject({ inForce: null, ahead: null, past: [], kept: { thisMonth: 0 } })
    await routing.saveCapacity({ memberId: anna.id, perWeek: 7 })
    const first = await draft()
    expect(first).toMatchObject({ number: 1, state: 'draft', problems: [], signatures: [] })
    expect(first.content).toMatchObject({
      answerMinutes: { asked: 60, earned: 240 },
      attempts: { days: 3, channels: 2, hoursApart: 4 },
      definitions: [{ productLineId }],
      receivers: [{ memberId: anna.id, perWeek: 7 }],
    })
    expect(first.articles.flatMap(({ lines }) => lines).filter(({ before }) => before !== null)).toEqual([])
    await expect(api.draft({})).rejects.toMatchObject(refused('draft_there'))
  })

  it('shows each change beside what holds now', async () => {
    const own = [{ code: 'own_budget', label: 'No budget', asks: 'For which year?', retired: false }]
    const changed = await change({
      answerMinutes: { asked: 30, earned: 240 },
      ownReasons: own,
      keptPerMonth: 40,
      weekly: [{ productLineId, perWeek: 60 }],
    })
    const lines = changed.articles.flatMap((one) => one.lines).filter(({ before }) => before !== null)
    expect(lines).toEqual(
      [
        { what: 'Default, strong enough', says: 'at most 60 a week, best first', before: '' },
        {
          what: 'Answer, asked for sales',
          says: 'within 30 working minutes',
          before: 'within 60 working minutes',
        },
        { what: 'Kept leads', says: '40 a month', before: 'no number is agreed on' },
        { what: 'No budget', says: 'For which year?', before: '' },
      ].map((line) => (line.what.startsWith('Default') ? { ...line, what: lines[0]!.what } : line)),
    )
  })

  it('is signed by one of each side, and not by one for both', async () => {
    const { id, hash } = await ahead()
    await expect(anna.client.agreement.sign({ id, side: 'sales', hash })).rejects.toMatchObject(
      refused('not_permitted'),
    )
    await expect(mara.client.agreement.sign({ id, side: 'sales', hash })).rejects.toMatchObject(
      refused('not_your_side'),
    )
    await w.owner.client.agreement.sign({ id, side: 'sales', hash })
    await expect(w.owner.client.agreement.sign({ id, side: 'marketing', hash })).rejects.toMatchObject(
      refused('signed_for_other'),
    )
    await expect(sven.client.agreement.sign({ id, side: 'sales', hash })).rejects.toMatchObject(
      refused('side_signed'),
    )
    const told = await w.sql<{ name: string; title: string }>(
      `select m.name, n.title from notice n join member m on m.id = n.member_id where n.kind = 'agreement'`,
    )
    expect(told).toEqual([{ name: 'Mara', title: 'Agreement 1 waits for your signature' }])
    await w.tick('notice letters')
    const letters = (await w.owner.client.letters.list({})).rows
    expect(letters.map(({ subject }) => subject)).toContain('Agreement 1 waits for your signature')
    await w.owner.client.agreement.unsign({ id, side: 'sales' })
    expect((await ahead()).signatures).toMatchObject([{ side: 'sales', voidedAt: w.clock.now() }])
  })

  it('is in the change log with each act, who did it, and not undone from there', async () => {
    const { audit } = w.owner.client
    const acts = (await audit.list({ limit: 100 })).rows.filter(({ kind }) => kind.startsWith('agreement.'))
    expect(acts.map(({ kind }) => kind)).toEqual(
      ['unsign', 'sign', 'save', 'draft'].map((act) => `agreement.${act}`),
    )
    expect(acts.every(({ actor }) => actor.endsWith(w.owner.id))).toBe(true)
    const tables = async (id: string) => (await audit.changes({ id })).rows.map(({ table }) => table)
    expect(await tables(acts[1]!.id)).toEqual(['agreement_signature'])
    expect(await tables(acts[2]!.id)).toContain('agreement')
    for (const { id, undoable } of acts) {
      expect(undoable).toBe(false)
      await expect(audit.undo({ id })).rejects.toMatchObject(refused('not_undone'))
    }
  })

  it('is not signed in a text that was changed meanwhile, and a change ends signatures', async () => {
    const read = await ahead()
    await mara.client.agreement.sign({ id: read.id, side: 'marketing', hash: read.hash })
    await change({ verdictDays: 2 })
    expect((await ahead()).signatures.filter(({ voidedAt }) => !voidedAt)).toEqual([])
    await expect(
      sven.client.agreement.sign({ id: read.id, side: 'sales', hash: read.hash }),
    ).rejects.toMatchObject(refused('changed_since'))
    await expect(
      api.save({ id: read.id, content: read.content, startsOn: null, hash: read.hash }),
    ).rejects.toMatchObject(refused('changed_since'))
    const { id: definitionId } = await scoring.saveDraft({
      productLineId,
      lanes: 'both',
      content: strong(40),
    })
    const named = await change({ definitions: [{ productLineId, definitionId }] })
    await mara.client.agreement.sign({ id: named.id, side: 'marketing', hash: named.hash })
    await scoring.saveDraft({ productLineId, lanes: 'both', content: strong(60) })
    expect((await ahead()).signatures.filter(({ voidedAt }) => !voidedAt)).toEqual([])
    await expect(
      sven.client.agreement.sign({ id: named.id, side: 'sales', hash: named.hash }),
    ).rejects.toMatchObject(refused('changed_since'))
  })

  it('waits for Monday with its definition, can be called off, and begins', async () => {
    const { startsAt } = await sign()
    expect(startsAt).toEqual(new Date('2026-11-15T23:00:00Z'))
    const { id, content, hash } = await ahead()
    expect(await ahead()).toMatchObject({ state: 'waiting', startsAt })
    await expect(api.save({ id, content, startsOn: null, hash })).rejects.toMatchObject(refused('signed'))
    await expect(api.discard({ id })).rejects.toMatchObject(refused('signed'))
    const definition = (await scoring.list())[0]!.draft!
    await expect(
      scoring.saveDraft({ productLineId, lanes: 'both', content: strong(11) }),
    ).rejects.toMatchObject({
      message: 'Version 2 starts on 16 November 2026; call it off first.',
    })
    await expect(scoring.discardDraft({ productLineId })).rejects.toMatchObject(refused('being_prepared'))
    await expect(scoring.callOff({ id: definition.id })).rejects.toMatchObject(refused('signed'))
    // What is signed for Monday is not changed alone before it.
    const { version: _, fromAt: __, agreement: ___, ...terms } = await handovers.seam({})
    await expect(handovers.saveSeam({ ...terms, verdictDays: 5 })).rejects.toMatchObject(refused('agreed'))
    await expect(routing.saveCapacity({ memberId: anna.id, perWeek: 9 })).rejects.toMatchObject(
      refused('agreed'),
    )
    await api.callOff({ id })
    expect(await ahead()).toMatchObject({ state: 'draft', startsAt: null })
    expect((await ahead()).signatures.every(({ voidedAt }) => voidedAt)).toBe(true)
    await expect(api.callOff({ id })).rejects.toMatchObject(refused('not_waiting'))

    await sign()
    await w.tick('agreement')
    expect(await inForce()).toBeNull()
    const before = await offered('Before')
    expect(before.due).toBe(60 * minute)
    w.clock.set(new Date('2026-11-16T09:00:00Z'))
    await w.tick('agreement')
    await w.tick('rescore')
    await w.pump()
    expect(await inForce()).toMatchObject({ number: 1, state: 'in_force', fromAt: w.clock.now() })
    expect((await scoring.list())[0]!.inForce).toMatchObject({ id: definition.id, content: { enter: 60 } })
  })

  it('is what the engine works by, frozen with each offer', async () => {
    const { id, due } = await offered('After it')
    expect(due).toBe(30 * minute)
    const frozen = await w.sql<{ n: number }>(
      `select (frozen -> 'promises' ->> 'agreement')::int as n from offer where handover_id = $1`,
      [id],
    )
    expect(frozen).toEqual([{ n: 1 }])
    expect((await handovers.reasons({ id })).rows.at(-1)).toMatchObject({
      code: 'own_budget',
      asks: 'For which year?',
    })
    await expect(anna.client.handovers.sendBack({ id, reason: 'own_budget' })).rejects.toMatchObject(
      refused('evidence_missing'),
    )
    await anna.client.handovers.sendBack({ id, reason: 'own_budget', evidence: '2027' })
    expect((await handovers.get({ id })).sentBack).toMatchObject({
      reason: 'own_budget',
      label: 'No budget',
      evidence: '2027',
    })
  })

  it('replayed over its own time, says of its definition what happened', async () => {
    const { contacts, events, replay } = w.owner.client
    const from = w.clock.now().toISOString().slice(0, 10)
    for (const [name, acts] of [
      ['Three times', 3],
      ['Twice', 2],
      ['Four times', 4],
    ] as const) {
      const { id } = await contacts.create({ name })
      for (let n = 0; n < acts; n++) {
        w.clock.advance(minute)
        await events.add({
          events: [
            { kind: 'trial_started', contact: { id }, occurredAt: w.clock.now(), human: true, data: {} },
          ],
        })
        await w.pump()
      }
    }
    const earned = (await handovers.list({ box: 'open', lane: 'earned' })).rows.map(({ title }) => title)
    expect(earned.toSorted()).toEqual(['Four times', 'Three times'])
    await scoring.saveDraft({ productLineId, lanes: 'both', content: strong(60) })
    const to = new Date(w.clock.now().getTime() + 2 * day).toISOString().slice(0, 10)
    const { id } = await replay.start({ productLineId, from, to })
    await w.tick('replay')
    const result = await replay.get({ id })
    expect(result).toMatchObject({ both: 2, found: 0, cut: 0 })
    expect(result.sums.inForce).toMatchObject({ ready: 2, unknown: 0 })
    expect(result.sums.candidate).toEqual(result.sums.inForce)
  })

  it('is not changed by one side alone, nor undone', async () => {
    const { version: _, fromAt: __, agreement, ...terms } = await handovers.seam({})
    expect(agreement).toBe(1)
    await expect(handovers.saveSeam(terms)).rejects.toMatchObject(refused('agreed'))
    await expect(routing.saveCapacity({ memberId: anna.id, perWeek: 1 })).rejects.toMatchObject(
      refused('agreed'),
    )
    const later = await scoring.saveDraft({ productLineId, lanes: 'both', content: strong(20) })
    await expect(scoring.enforce({ id: later.id })).rejects.toMatchObject(refused('agreed'))
    const [begun] = await w.sql<{ id: string }>(`select id from operation where kind = 'agreement.begin'`)
    await expect(w.owner.client.audit.undo({ id: begun!.id })).rejects.toMatchObject(refused('signed'))
    const { id, content, hash } = (await inForce())!
    await expect(api.save({ id, content, startsOn: null, hash })).rejects.toMatchObject(refused('in_force'))
  })

  it('gives way to the next, which retires reasons and starts on the day that both want', async () => {
    await draft()
    await expect(change({ ownReasons: [] })).rejects.toMatchObject(refused('reason_removed'))
    const { content } = await ahead()
    await change({ ownReasons: content.ownReasons.map((one) => ({ ...one, retired: true })) }, '2026-11-16')
    expect((await ahead()).problems).toEqual([
      'The day on which it should start has come. Choose a later one.',
    ])
    await expect(sign()).rejects.toMatchObject(refused('not_ready'))
    await change({ verdictDays: 5 }, '2026-11-19')
    expect((await sign()).startsAt).toEqual(new Date('2026-11-18T23:00:00Z'))
    w.clock.advance(3 * day)
    await w.tick('agreement')
    expect(await inForce()).toMatchObject({ number: 2, fromAt: w.clock.now() })
    expect((await api.get({})).past).toMatchObject([{ number: 1, toAt: w.clock.now() }])
    expect((await api.marks({})).rows.map(({ number }) => number)).toEqual([1, 2])
    const { id } = await offered('The third')
    expect((await handovers.reasons({ id })).rows.map(({ code }) => code)).not.toContain('own_budget')
    await expect(
      anna.client.handovers.sendBack({ id, reason: 'own_budget', evidence: 'x' }),
    ).rejects.toMatchObject(refused('no_reason'))
  })
})
