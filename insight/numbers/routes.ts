import { implement } from '@orpc/server'
import { sql } from 'kysely'
import {
  allSets,
  checkPeriod,
  countAll,
  type Filter,
  funnelSets,
  recordOf,
  setOf,
  titleOf,
  unitOf,
} from '#insight/sets'
import type { OpenedUnit } from '#insight/sets/contract'
import type { Db } from '#platform/db'
import { type Actor, decodeCursor, type Entry, encodeCursor, guard, invalid, notFound } from '#platform/http'
import { visitRate } from './arrivals.ts'
import { choicesOf } from './choices.ts'
import { numbersContract } from './contract.ts'
import { figuresOf, pipelineKnownFrom } from './figures.ts'
import { cyclesOf, identitiesOf, originsOf, peopleOf, ratesOf, sentBackOf } from './numbers.ts'
import { overTime } from './over-time.ts'
import { pausesOf, pausesTold } from './pauses.ts'
import { allTimes, speedBy, timesOf } from './speed.ts'
import { versionEffect } from './versions.ts'

const os = implement(numbersContract).$context<Entry>().use(guard)

function checked(given: Omit<Filter, 'ofSeen'>, { reach }: Actor): Filter {
  checkPeriod(given)
  return { ...given, ofSeen: reach !== undefined }
}

export const numbers = os.router({
  get: os.get.handler(async ({ context: { db, now, actor }, input: { view, ...given } }) => {
    const filter = checked(given, actor)
    const sets = allSets(filter, view, now).filter(({ key }) => atAGlance.test(key))
    const set = (key: string) => sets.find((it) => it.key === key)!
    const firm = await db.selectFrom('workspace').select(['zone', 'currency']).executeTakeFirstOrThrow()
    const counts = await countAll(db, sets)
    const n = (key: string) => counts.get(key)?.n ?? 0
    const counted = (key: string) => ({
      key,
      label: set(key).label,
      n: n(key),
      valueMinor: counts.get(key)?.valueMinor ?? null,
    })
    const byRule = await sql<{
      n: number
    }>`select count(*)::int as n from (${set('funnel.accepted').rows}) s where exists (select from handover h where h.lead_id = s.id and h.by_rule)`.execute(
      db,
    )
    const readyInPeriod =
      (
        await countAll(
          db,
          funnelSets(filter, 'period').filter((it) => it.key === 'funnel.ready'),
        )
      ).get('funnel.ready')?.n ?? 0
    const origins = await originsOf(db, set('deal.won'))
    const pauses = await pausesOf(db, filter, now)
    return {
      asOf: now,
      zone: filter.zone ?? firm.zone,
      currency: firm.currency,
      funnel: ['lead', 'ready', 'offered', 'accepted', 'qualified', 'won'].map((step) => ({
        ...counted(`funnel.${step}`),
        byRule: step === 'accepted' ? (byRule.rows[0]?.n ?? 0) : 0,
      })),
      ready: ['offered', 'joined', 'signalled', 'waiting', 'withdrawn'].map((key) => counted(`ready.${key}`)),
      rates: ratesOf(counts, now, pauses),
      people: (await peopleOf(db, sets)).map((one) => ({
        ...one,
        pauses: pausesTold(
          pauses.filter(({ duty, member_id }) => duty === 'answer' && member_id === one.memberId),
        ),
      })),
      sentBack: await sentBackOf(db, set('handover.sent_back')),
      timeToAnswer: await answerTime(db, filter, now),
      deals: {
        won: n('deal.won'),
        lost: n('deal.lost'),
        wonValueMinor: counts.get('deal.won')?.valueMinor ?? 0,
        withoutRate: n('deal.won_without_rate'),
        ...(await cyclesOf(db, set('deal.won'))),
      },
      origins,
      identities: identitiesOf(counts, readyInPeriod, origins),
    }
  }),
  choices: os.choices.handler(({ context: { db, actor } }) => choicesOf(db, actor.reach !== undefined)),
  breakdown: os.breakdown.handler(async ({ context: { db, actor }, input: { view, by, ...given } }) => {
    const filter = checked(given, actor)
    const column = columnOf[by]
    const parts = funnelSets(filter, view).map(
      (set) => sql`select ${set.key}::text as key, ${sql.ref(`s.${column}`)} as grp from (${set.rows}) s`,
    )
    const { rows } = await sql<{
      key: string
      grp: string | null
      n: number
    }>`select key, grp, count(*)::int as n from (${sql.join(parts, sql` union all `)}) t group by 1, 2`.execute(
      db,
    )
    const names = await namesOf(
      db,
      by,
      rows.flatMap((row) => row.grp ?? []),
    )
    const groups = [...Map.groupBy(rows, (row) => row.grp)].map(([group, list]) => ({
      group,
      name: group === null ? 'None' : (names.get(group) ?? group),
      counts: Object.fromEntries(list.map((row) => [row.key.replace('funnel.', ''), row.n])),
    }))
    return {
      rows: groups.sort(
        (a, b) => (b.counts.lead ?? 0) - (a.counts.lead ?? 0) || a.name.localeCompare(b.name),
      ),
    }
  }),
  visits: os.visits.handler(async ({ context: { db, now, actor }, input }) => ({
    asOf: now,
    rate: (await visitRate(db, checked(input, actor), now)) ?? null,
  })),
  figures: os.figures.handler(async ({ context: { db, now, actor }, input: { visits, ...given } }) => {
    const filter = checked(given, actor)
    const firm = await db.selectFrom('workspace').select(['zone', 'currency']).executeTakeFirstOrThrow()
    const told = await figuresOf(db, filter, now, visits)
    const zone = filter.zone ?? firm.zone
    return { asOf: now, ...firm, zone, pipelineKnownFrom: await pipelineKnownFrom(db), ...told }
  }),
  overTime: os.overTime.handler(async ({ context: { db, now, actor }, input }) => {
    const filter = checked(input, actor)
    const firm = await db.selectFrom('workspace').select(['zone', 'currency']).executeTakeFirstOrThrow()
    const zone = filter.zone ?? firm.zone
    return { asOf: now, ...firm, zone, months: await overTime(db, filter, zone, now) }
  }),
  speed: os.speed.handler(async ({ context: { db, now, actor }, input: { by, ...given } }) => {
    const rows = await speedBy(db, checked(given, actor), columnOf[by], now)
    const names = await namesOf(
      db,
      by,
      rows.flatMap((row) => row.group ?? []),
    )
    const named = rows.map((row) => ({
      ...row,
      name: row.group === null ? 'None' : (names.get(row.group) ?? row.group),
    }))
    return { rows: named.sort((a, b) => b.talk.n - a.talk.n || a.name.localeCompare(b.name)) }
  }),
  pauses: os.pauses.handler(
    async ({ context: { db, now, actor }, input: { duty, limit, after, ...given } }) => {
      const all = await pausesOf(db, checked(given, actor), now)
      const pauses = duty ? all.filter((it) => it.duty === duty) : all
      return { ...pausesTold(pauses), rows: pauses.slice(after, after + limit) }
    },
  ),
  versions: os.versions.handler(async ({ context: { db, now, actor }, input }) => ({
    rows: await versionEffect(db, checked(input, actor), now),
  })),
  rows: os.rows.handler(
    async ({
      context: { db, now, actor },
      input: { key, view, cursor, limit, reason, origin, ...given },
    }) => {
      const set = await setOf(db, key, checked(given, actor), view, now)
      if (!set) throw notFound('no_number', 'There is no such number.')
      const after = cursor ? decodeCursor(cursor, 'timestamptz', 'uuid') : null
      for (const [name, given] of Object.entries({ reason, origin }))
        if (given !== undefined && set.says !== name)
          throw invalid('not_narrowed', `“${set.label}” can’t be narrowed to one ${name}.`, {
            fields: { [name]: 'Leave it out' },
          })
      const only =
        reason !== undefined
          ? sql`where coalesce(s.reason, 'other') = ${reason}`
          : origin !== undefined
            ? sql`where s.origin = ${origin}`
            : sql``
      const total = await sql<{ n: number }>`select count(*)::int as n from (${set.rows}) s ${only}`.execute(
        db,
      )
      const { rows } = await sql<{
        id: string
        record_id: string
        title: string
        at: Date
        value: number | null
        unit: OpenedUnit
      }>`
      select s.id, s.at, s.value, ${unitOf[set.unit]} as unit, ${recordOf[set.unit]} as record_id, ${titleOf[set.unit]} as title
      from (select * from (${set.rows}) s ${only}) s
      ${after ? sql`where (s.at, s.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      order by s.at desc, s.id desc limit ${limit + 1}`.execute(db)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        n: total.rows[0]?.n ?? 0,
        rows: shown.map((row) => ({
          id: row.id,
          unit: row.unit,
          recordId: row.record_id,
          title: row.title ?? 'Somebody',
          at: row.at,
          valueMinor: row.value,
        })),
        next: rows.length > limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null,
      }
    },
  ),
})

/** What the numbers at a glance are made of; the rest is counted with the figures. */
const atAGlance =
  /^(funnel|cohort|ready|handover|clock|regret|deal\.(won|lost|closed)|customer\.(new|missed)|offer\.(accepted|answered))/

/** Median and nine of ten of the answers, as the numbers at a glance tell them. */
async function answerTime(db: Db, filter: Filter, now: Date) {
  const { n, open, median, p90 } = timesOf((await allTimes(db, filter, now, ['answer'])).answer)
  return { n, open, medianMinutes: median, p90Minutes: p90 }
}

const columnOf = {
  channel: 'channel',
  form: 'form_id',
  product_line: 'product_line_id',
  person: 'member_id',
} as const
type NameTable = 'form' | 'product_line' | 'member'

async function namesOf(
  db: Db,
  by: 'channel' | 'form' | 'product_line' | 'person',
  ids: string[],
): Promise<Map<string, string>> {
  if (by === 'channel' || ids.length === 0) return new Map()
  const table: NameTable = by === 'person' ? 'member' : by
  const rows = await db
    .selectFrom(table)
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
