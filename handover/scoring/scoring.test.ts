import { describe, expect, it } from 'vitest'
import { pumpAll, pumpOnce } from '#platform/pump'
import type { PumpStep } from '#platform/registry'
import { world } from '#platform/testing'
import type { Content } from './contract.ts'

const hour = 3_600_000

const content: Content = {
  rules: [
    {
      id: 'trial',
      axis: 'interest',
      points: 40,
      lifeH: 24,
      last: 2,
      matcher: { kind: 'trial_started', where: [] },
    },
    { id: 'town', axis: 'fit', points: 30, matcher: { field: 'city', op: 'eq', value: 'Berlin' } },
  ],
  fitMax: 30,
  interestMax: 60,
  enter: 60,
  leave: 40,
  required: [],
  exclude: [{ field: 'customer', op: 'eq', value: true }],
  recencyDays: 90,
}

describe('scoring', async () => {
  const w = await world()
  const { scoring, contacts, events } = w.owner.client
  const productLineId = (await scoring.list())[0]!.productLineId

  const trial = (id: string, effectKey: string) =>
    events.add({ events: [{ kind: 'trial_started', contact: { id }, effectKey }] })
  const scoreOf = async (id: string) => (await scoring.ofContact({ contactId: id }))[0]!
  const enforce = async (wanted: Content, lanes: 'asked' | 'both' = 'both') => {
    const draft = await scoring.saveDraft({ productLineId, lanes, content: wanted })
    await scoring.enforce({ id: draft.id })
    await w.tick('rescore')
    await w.pump()
  }

  it('begins with asked only, in force from the first day', async () => {
    expect(await scoring.list()).toMatchObject([
      { inForce: { version: 1, lanes: 'asked', content: { rules: [] } }, draft: null, past: [], decided: 0 },
    ])
  })

  it('keeps one draft, refuses an unsound one, throws it away', async () => {
    await expect(
      scoring.saveDraft({ productLineId, lanes: 'both', content: { ...content, leave: 70 } }),
    ).rejects.toMatchObject({ data: { reason: 'unsound_definition' } })
    const first = await scoring.saveDraft({ productLineId, lanes: 'both', content })
    const second = await scoring.saveDraft({
      productLineId,
      lanes: 'both',
      content: { ...content, enter: 61 },
    })
    expect(second).toMatchObject({ id: first.id, version: 2 })
    expect((await scoring.list())[0]!.draft).toMatchObject({ id: first.id, content: { enter: 61 } })
    await scoring.discardDraft({ productLineId })
    expect((await scoring.list())[0]!.draft).toBeNull()
    await expect(scoring.discardDraft({ productLineId })).rejects.toMatchObject({
      data: { reason: 'no_draft' },
    })
  })

  it('shows each point as a line with its evidence, and lets only an act of theirs make somebody ready', async () => {
    const { id } = await contacts.create({ name: 'Anna Arm', city: 'Berlin' })
    await enforce(content)
    expect(await scoreOf(id)).toMatchObject({
      total: 30,
      place: 'none',
      enter: 60,
      missing: ['30 points, 60 needed', 'no act of theirs in the last 90 days'],
    })
    w.clock.advance(60_000)
    await trial(id, 'anna-0001')
    await w.pump()
    const after = await scoreOf(id)
    expect(after).toMatchObject({ fit: 30, interest: 40, total: 70, place: 'ready', missing: [] })
    expect(after.lines).toMatchObject([
      { ruleId: 'town', points: 30, label: 'Town is Berlin', evidence: [] },
      { ruleId: 'trial', points: 40, label: 'Trial started', evidence: [{ text: 'Trial started' }] },
    ])
    const { rows } = await scoring.looks({ contactId: id })
    expect(rows.filter(({ turns }) => turns.length > 0)).toMatchObject([
      { arrived: 1, turns: [{ turn: 'crosses', total: 70 }] },
    ])
  })

  it('fades by the clock alone, keeps who is above the lower threshold, then lets go', async () => {
    const { id } = await contacts.create({ name: 'Bert Blass', city: 'Berlin' })
    await trial(id, 'bert-0001')
    await w.pump()
    expect(await scoreOf(id)).toMatchObject({ total: 70, place: 'ready' })
    w.clock.advance(24 * hour)
    await w.pump()
    expect(await scoreOf(id)).toMatchObject({ interest: 20, total: 50, place: 'ready' })
    w.clock.advance(30 * hour)
    await w.pump()
    expect(await scoreOf(id)).toMatchObject({ place: 'none' })
    expect((await scoreOf(id)).total).toBeLessThan(40)
    expect((await scoring.looks({ contactId: id })).rows[0]).toMatchObject({ turns: [{ turn: 'leaves' }] })
  })

  it('makes an edit of a fact a candidate, who crosses with the next act', async () => {
    const { id } = await contacts.create({ name: 'Cara Cand' })
    await enforce({
      ...content,
      rules: [{ ...content.rules[1]!, points: 30 }],
      enter: 30,
      leave: 20,
      recencyDays: null,
    })
    await contacts.update({ id, city: 'Berlin' })
    await w.pump()
    expect(await scoreOf(id)).toMatchObject({ total: 30, place: 'candidate' })
    const waiting = await scoring.candidates({ cause: 'recalculation' })
    expect(waiting.rows.map((row) => row.contactId)).toContain(id)
    await trial(id, 'cara-0001')
    await w.pump()
    expect(await scoreOf(id)).toMatchObject({ place: 'ready' })
    expect((await scoring.candidates({})).rows.map((row) => row.contactId)).not.toContain(id)
  })

  it('the same score by news, one by one, as computed anew for everybody', async () => {
    await enforce(content)
    const shown = async () =>
      w.sql<{ contact_id: string; fit: number; interest: number; place: string }>(
        `select s.contact_id, s.fit, s.interest, s.place, s.changes_at,
           (select json_agg(json_build_object('rule', rule_id, 'points', points, 'events', event_ids) order by rule_id)
            from score_line l where l.definition_id = s.definition_id and l.contact_id = s.contact_id) as lines
         from score s join definition d on d.id = s.definition_id and d.from_at is not null and d.to_at is null
         order by s.contact_id`,
      )
    const people = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const { id } = await contacts.create({ name: `Person ${n}`, ...(n % 2 && { city: 'Berlin' }) })
        return id
      }),
    )
    for (const [n, id] of people.entries()) {
      for (let k = 0; k < n % 4; k++) await trial(id, `many-${n}-${k}-key`)
      await w.pump()
    }
    const inSteps = (await shown()).filter((row) => people.includes(row.contact_id))
    await enforce(content)
    const anew = (await shown()).filter((row) => people.includes(row.contact_id))
    expect(inSteps).toHaveLength(12)
    expect(anew).toEqual(inSteps)
    const sums = await w.sql<{ same: boolean }>(
      `select bool_and(s.fit + s.interest = coalesce((select sum(points) from score_line l
         where l.definition_id = s.definition_id and l.contact_id = s.contact_id), 0)) as same from score s`,
    )
    expect(sums).toEqual([{ same: true }])
  })

  it('looks back on customers up to the day they bought', async () => {
    const asked = { productLineId, content: { ...content, enter: 40, leave: 40, rules: [content.rules[0]!] } }
    const before = await scoring.preview(asked)
    const { id: ready } = await contacts.create({ name: 'Early Bird' })
    const { id: missed } = await contacts.create({ name: 'Late Act' })
    await trial(ready, 'early-0001')
    w.clock.advance(hour)
    await w.inside((db) =>
      db.updateTable('contact').set({ status: 'customer' }).where('id', 'in', [ready, missed]).execute(),
    )
    const after = await scoring.preview(asked)
    expect(after.customers - before.customers).toBe(2)
    expect(after.missed - before.missed).toBe(1)
    const rows = await scoring.previewRows({ ...asked, group: 'missed' })
    expect(rows.rows.map((row) => row.contactId)).toEqual([missed])
    expect(after.noReplay).toMatch(/for 1 of 2 customers/)
  })

  it('changes nothing for who may only look', async () => {
    const viewer = await w.member('viewer')
    const preview = await viewer.client.scoring.preview({ productLineId, content })
    expect(preview.people).toBeGreaterThan(10)
    await expect(
      viewer.client.scoring.saveDraft({ productLineId, lanes: 'both', content }),
    ).rejects.toMatchObject({ status: 403 })
    const stranger = await w.other()
    await expect(stranger.client.scoring.preview({ productLineId, content })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('goes on for the others when the pump breaks for one firm, which is told', async () => {
    await w.pump()
    const stranger = await w.other()
    await stranger.client.contacts.create({ name: 'Theirs', city: 'Berlin' })
    await contacts.create({ name: 'Ours', city: 'Berlin' })
    const breaks: PumpStep = {
      ...{ name: 'breaks for us', rank: 0 },
      run: async (_, { workspaceId }) => {
        if (workspaceId === w.workspaceId) throw new Error('broken')
      },
    }
    const parts = { database: w.database, clock: w.clock, steps: [breaks], kinds: [] }
    expect(await pumpOnce(parts)).toMatchObject({ contacts: 1, broken: [{ message: 'broken' }] })
    await expect(pumpAll(parts)).rejects.toThrow('broken')
  })
})
