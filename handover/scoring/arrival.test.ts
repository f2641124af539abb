import { describe, expect, it } from 'vitest'
import { judge } from '#platform/journal'
import { contactNews } from '#platform/pump'
import { chance, world } from '#platform/testing'
import type { Content } from './contract.ts'

const hour = 3_600_000
const luck = chance()
const people = 18
const rounds = 6

const interest = (id: string, kind: string, points: number, lifeH: number | null, last: number) => ({
  id,
  axis: 'interest' as const,
  points,
  lifeH,
  last,
  matcher: { kind, where: [] },
})
const acts = [
  interest('trial', 'trial_started', 37, 24 * 9, 3),
  interest('page', 'page_seen', 4, 31, 8),
  interest('call', 'called_in', 11, null, 2),
]
const town = {
  id: 'town',
  axis: 'fit',
  points: 25,
  matcher: { field: 'city', op: 'eq', value: 'Berlin' },
} as const
const content: Content = {
  rules: [...acts, town],
  fitMax: 30,
  interestMax: 110,
  enter: 60,
  leave: 40,
  required: [],
  exclude: [],
  recencyDays: null,
}

interface Deed {
  key: string
  kind: string
  occurredAt: Date
  human: boolean
  /** What is said of it later, in this order. */
  verdicts: ('human' | 'machine' | 'retracted')[]
}

/** The points by the formula alone: fading acts that are held to be a person's in the end, the newest of each kind. */
function byFormula(deeds: readonly Deed[], city: string | null, at: Date): { fit: number; interest: number } {
  const known = deeds
    .filter(({ human, verdicts }) => (verdicts.at(-1) ?? (human ? 'human' : 'machine')) === 'human')
    .toSorted((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime())
  const sum = acts
    .flatMap(({ matcher, last, points, lifeH }) =>
      known
        .filter(({ kind }) => kind === matcher.kind)
        .slice(0, last)
        .map(({ occurredAt }) => {
          const lives = lifeH ? (at.getTime() - occurredAt.getTime()) / hour / lifeH : 0
          return lives > 40 ? 0 : points * 2 ** -lives
        }),
    )
    .reduce((total, points) => total + points, 0)
  return { fit: city === 'Berlin' ? 25 : 0, interest: Math.min(content.interestMax, Math.floor(sum)) }
}

describe(`the score of what arrives late, twice, in another order or is taken back (TEST_SEED=${luck.seed})`, async () => {
  const w = await world()
  const { scoring, contacts, events } = w.owner.client
  const { productLineId } = (await scoring.list())[0]!
  const began = w.clock.now().getTime()
  const lives = await Promise.all(
    Array.from({ length: people }, async (_, n) => {
      const city = luck.oneOf(['Berlin', 'Bonn', null])
      const deeds = Array.from(
        { length: luck.below(12) },
        (__, k): Deed => ({
          key: `deed-${n}-${k}`,
          kind: luck.oneOf(acts).matcher.kind,
          occurredAt: new Date(began - (luck.happens(0.2) ? 24 * hour : luck.below(60 * 24 * hour))),
          human: luck.happens(0.8),
          verdicts: luck.oneOf([[], [], ['retracted'], ['machine'], ['human'], ['machine', 'human']]),
        }),
      )
      const make = (name: string) => contacts.create({ name, ...(city && { city }) })
      const twins = [(await make(`One ${n}`)).id, (await make(`Other ${n}`)).id]
      return { city, deeds, twins }
    }),
  )
  const enforce = async () => {
    const draft = await scoring.saveDraft({ productLineId, lanes: 'both', content })
    await scoring.enforce({ id: draft.id })
    await w.tick('rescore')
    await w.pump()
  }
  type Kept = { fit: number; interest: number; changes_at: Date; lines: { points: number }[] }
  const kept = async () => {
    const rows = await w.sql<Kept & { contact_id: string }>(
      `select s.contact_id, s.fit, s.interest, s.changes_at,
         (select coalesce(json_agg(json_build_object('rule', rule_id, 'points', points, 'events', event_ids) order by rule_id), '[]')
          from score_line l where l.definition_id = s.definition_id and l.contact_id = s.contact_id) as lines
       from score s join definition d on d.id = s.definition_id and d.from_at is not null and d.to_at is null`,
    )
    return new Map(rows.map(({ contact_id, ...row }) => [contact_id, row]))
  }
  const holds = async () => {
    const scores = await kept()
    for (const { twins, deeds, city } of lives) {
      const [one, other] = twins.map((id) => scores.get(id)!) as [Kept, Kept]
      const full = byFormula(deeds, city, w.clock.now())
      expect(one).toMatchObject(full)
      expect(other).toMatchObject({ ...full, changes_at: one.changes_at })
      for (const { fit, interest: warm, lines } of [one, other])
        expect(lines.reduce((sum, { points }) => sum + points, 0)).toBe(fit + warm)
    }
    return scores
  }

  it('is the formula’s, of all that is known in the end', async () => {
    await enforce()
    const deliveries = lives.flatMap(({ twins, deeds }) =>
      twins.flatMap((id) =>
        deeds.map((deed) => ({ id, deed, from: luck.below(rounds - 2), judged: 0, eventId: '' })),
      ),
    )
    for (let round = 0; round < rounds; round++) {
      const again = deliveries.filter(({ from }) => from <= round && luck.happens(0.3))
      const now = luck.shuffled([...deliveries.filter(({ from }) => from === round), ...again])
      for (let n = 0; n < now.length; n += 250) {
        const sent = now.slice(n, n + 250)
        const { rows } = await events.add({
          events: sent.map(({ id, deed: { key, kind, occurredAt, human } }) => ({
            ...{ kind, occurredAt, human },
            contact: { id },
            effectKey: `${id} ${key}`,
          })),
        })
        for (const [k, { eventId }] of rows.entries()) sent[k]!.eventId = eventId
      }
      w.clock.advance(1 + luck.below(30 * hour))
      const toJudge = deliveries.filter(
        ({ from, deed, judged }) =>
          from < round && judged < deed.verdicts.length && (round >= rounds - 2 || luck.happens(0.5)),
      )
      await w.inside(async (db) => {
        for (const it of toJudge) {
          await judge(db, it.eventId, it.deed.verdicts[it.judged++]!, 'said later', w.clock.now())
          await contactNews(db, [{ contactId: it.id, cause: 'verdict' }], w.clock.now())
        }
      })
      if (luck.happens(0.6)) await w.pump()
    }
    expect(deliveries.every(({ deed, judged }) => judged === deed.verdicts.length)).toBe(true)
    await w.pump()
    const scores = await holds()
    expect(new Set([...scores.values()].map((it) => it.interest)).size).toBeGreaterThan(3)
  })

  it('stays the formula’s while it fades, and computing everybody anew changes nothing', async () => {
    for (let n = 0; n < 3; n++) {
      w.clock.advance(luck.below(200 * hour))
      await w.pump()
      await holds()
    }
    const before = await holds()
    await enforce()
    expect(await holds()).toEqual(before)
  })
})
