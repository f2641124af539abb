import { describe, expect, it } from 'vitest'
import type { Content } from '#handover/scoring/contract'
import { judge } from '#platform/journal'
import { contactNews } from '#platform/pump'
import { chance, world } from '#platform/testing'
import {
  type FactVersion,
  type Identity,
  type InForce,
  type JournaledEvent,
  type Look,
  type Verdict,
  walk,
} from './walk.ts'

const hour = 3_600_000
const luck = chance()
const people = 9
const steps = 90

const wanting = (enter: number): Content => ({
  rules: [
    {
      ...{ id: 'trial', axis: 'interest', points: 40, lifeH: 48, last: 4 },
      matcher: { kind: 'trial_started', where: [] },
    },
    { id: 'town', axis: 'fit', points: 30, matcher: { field: 'city', op: 'eq', value: 'Berlin' } },
  ],
  fitMax: 30,
  interestMax: 100,
  enter,
  leave: Math.floor(enter / 2),
  required: [],
  exclude: [{ field: 'job_title', op: 'eq', value: 'Student' }],
  recencyDays: 20,
})

/**
 * The oracle of the handover: a history through the real pump, then the stored looks walked again under the definitions
 * that were in force.
 */
describe(`the looks of the real pump, walked again (TEST_SEED=${luck.seed})`, async () => {
  const w = await world()
  const { scoring, contacts, events, merging } = w.owner.client
  const { productLineId } = (await scoring.list())[0]!
  const enforce = async (enter: number) => {
    const content = wanting(enter)
    const draft = await scoring.saveDraft({ productLineId, lanes: 'both', content })
    await scoring.enforce({ id: draft.id })
    await w.tick('rescore')
  }
  const ids = await Promise.all(
    Array.from({ length: people }, async (_, n) => (await contacts.create({ name: `Person ${n}` })).id),
  )
  const sent: { id: string; eventId: string; effectKey: string }[] = []
  const merged: { mergeId: string; loserId: string }[] = []
  const mergedOnce = new Set<string>()
  const anybody = () => luck.oneOf(ids)

  const acts: Record<string, () => Promise<unknown>> = {
    async act() {
      const id = anybody()
      const late = luck.happens(0.4) ? luck.below(100 * hour) : 0
      const [again] = luck.happens(0.2) ? luck.shuffled(sent) : []
      const effectKey = again?.effectKey ?? `act-number-${sent.length}`
      const { rows } = await events.add({
        events: [
          {
            ...{ kind: 'trial_started', contact: { id: again?.id ?? id }, effectKey },
            occurredAt: new Date(w.clock.now().getTime() - late),
            human: luck.happens(0.8),
            data: luck.happens(0.1) ? { imported: true } : {},
          },
        ],
      })
      if (!again) sent.push({ id, eventId: rows[0]!.eventId, effectKey })
    },
    async verdict() {
      const [it] = luck.shuffled(sent)
      if (!it) return
      const { id } = await contacts.get({ id: it.id })
      await w.inside(async (db) => {
        const verdict = luck.oneOf(['human', 'machine', 'retracted'] as const)
        await judge(db, it.eventId, verdict, 'said later', w.clock.now())
        await contactNews(db, [{ contactId: id, cause: 'verdict' }], w.clock.now())
      })
    },
    town: () => contacts.update({ id: anybody(), city: luck.oneOf(['Berlin', 'Bonn', null]) }),
    job: () => contacts.update({ id: anybody(), jobTitle: luck.oneOf(['Student', 'Buyer', 'Buyer']) }),
    definition: () => enforce(luck.oneOf([30, 40, 60])),
    async merge() {
      if (ids.length < people - 2) return
      const [winnerId, loserId] = luck.shuffled(ids) as [string, string]
      const { mergeId } = await merging.merge({ record: 'contact', winnerId, loserId })
      ids.splice(ids.indexOf(loserId), 1)
      merged.push({ mergeId, loserId })
      mergedOnce.add(loserId)
    },
    async unmerge() {
      const last = merged.pop()
      if (!last) return
      await merging.unmerge({ id: last.mergeId })
      ids.push(last.loserId)
    },
    clock: async () => w.clock.advance(luck.below(40 * hour)),
  }
  const often = ['act', 'act', 'act', 'act', 'verdict', 'town', 'job', 'clock', 'clock']
  const seldom = ['definition', 'merge', 'unmerge']

  it('gives exactly who became ready, candidate or neither, and when', async () => {
    await enforce(40)
    for (let n = 0; n < steps; n++) {
      w.clock.advance(1000 + luck.below(3 * hour))
      await acts[luck.oneOf(luck.happens(0.15) ? seldom : often)]!()
      if (luck.happens(0.7)) await w.pump()
    }
    w.clock.advance(1000)
    await w.pump()

    const versions = await w.sql<{ id: string; content: Content; from_at: Date; to_at: Date | null }>(
      'select id, content, from_at, to_at from definition where from_at is not null',
    )
    const inForce = versions.map(
      ({ id, content, from_at, to_at }): InForce => ({
        version: id,
        definition: { productLineId, ...content },
        from: from_at,
        to: to_at,
      }),
    )
    const looks = await w.sql<Look & { of: string }>('select contact_id as of, at, arrived from look')
    const identities = await w.sql<Identity & { of: string }>(
      'select contact_id as of, subject_id as subject, known_at as "knownAt", until from identity',
    )
    const all = await w.sql<JournaledEvent>(
      `select id, kind, data, occurred_at as "occurredAt", received_at as "receivedAt", subject_id as subject, human,
         coalesce(data -> 'imported' = 'true'::jsonb, false) as imported from journal_event where kind = 'trial_started'`,
    )
    const verdicts = await w.sql<Verdict>(
      'select event_id as "eventId", verdict, known_at as "knownAt" from verdict',
    )
    const facts = await w.sql<FactVersion & { of: string }>(
      'select contact_id as of, field, value, known_at as "knownAt", until from fact_version',
    )
    const happened = await w.sql<{ of: string; at: Date; turn: string; version: string; total: number }>(
      `select s.key as of, e.occurred_at as at, e.data ->> 'turn' as turn, e.data ->> 'definitionId' as version,
         (e.data ->> 'total')::int as total
       from journal_event e join subject s on s.id = e.subject_id where e.kind = 'readiness.changed' order by e.id`,
    )
    const ofOne = <T extends { of: string }>(rows: T[], id: string) => rows.filter(({ of }) => of === id)
    let turns = 0
    for (const id of [...ids, ...merged.map(({ loserId }) => loserId)]) {
      if (mergedOnce.has(id)) continue
      const past = {
        ...{ looks: ofOne(looks, id), identities: ofOne(identities, id), facts: ofOne(facts, id) },
        ...{ events: all, verdicts },
      }
      const walked = walk(past, inForce).map(({ at, turn, version, score }) => {
        turns++
        return { of: id, at, turn, version, total: score!.total }
      })
      expect(walked).toEqual(ofOne(happened, id))
    }
    expect(turns).toBeGreaterThan(0)
  })
})
