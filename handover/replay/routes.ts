import { implement } from '@orpc/server'
import { keptDays } from '#handover/handovers'
import { definitions, earnedPerWeekAt } from '#handover/scoring'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, type Entry, guard, invalid, refuseWhoSeesAPart } from '#platform/http'
import { firmZone } from '#workspace/members'
import { replayContract } from './contract.ts'
import { refuseLeaks } from './leaking.ts'
import { findReplay, instantOf, replaysOf } from './store.ts'
import { emptyTally, mondaysOf, noSide, type Side, tallyShape, weeksOf } from './tally.ts'

const os = implement(replayContract).$context<Entry>().use(guard)
const mostDays = 3 * 366
const dayMs = 86_400_000
/** So long it is watched whether somebody who was handed over is won. */
const endDays = 180

/** A replay walks everybody, and its numbers speak of everybody. */
const speaksOfAll = 'A replay speaks of everybody. Ask somebody who sees everybody to run it.'

export const replay = os.router({
  list: os.list.handler(async ({ context: { db, actor }, input }) => {
    refuseWhoSeesAPart(actor, speaksOfAll)
    return { rows: await replaysOf(db, input.productLineId) }
  }),
  get: os.get.handler(async ({ context: { db, now, actor }, input }) => {
    refuseWhoSeesAPart(actor, speaksOfAll)
    const { tally: kept, content, ...it } = await findReplay(db, input.id)
    const tally = tallyShape.parse(kept)
    const zone = await firmZone(db)
    const isOver = (monday: string, days: number) =>
      instantOf(monday, zone).getTime() + (7 + days) * dayMs <= now.getTime()
    const mondays = mondaysOf(it.from, it.to)
    const endOf = (monday: string) => instantOf(monday, zone).getTime() + 7 * dayMs - 1
    const capacities = await earnedPerWeekAt(
      db,
      it.productLineId,
      mondays.map((monday) => new Date(Math.min(endOf(monday), now.getTime()))),
    )
    const weeks = weeksOf(tally, mondays, capacities).map((one) => ({
      ...one,
      ripe: { kept: isOver(one.monday, keptDays), end: isOver(one.monday, endDays) },
    }))
    const names = await namesOf(db, [...tally.foundPeople, ...tally.missedPeople])
    const named = <T extends { contactId: string }>(rows: T[]) =>
      rows.flatMap((row) => {
        const name = names.get(row.contactId)
        return name === undefined ? [] : [{ ...row, name }]
      })
    return {
      ...it,
      weeks,
      sums: {
        inForce: sumOf(weeks.map((one) => one.inForce)),
        candidate: sumOf(weeks.map((one) => one.candidate)),
      },
      both: tally.both,
      cut: tally.cut,
      found: tally.found,
      before: tally.before,
      foundPeople: named(tally.foundPeople)
        .map(({ at, ...row }) => ({ ...row, at: new Date(at) }))
        .sort((a, b) => b.at.getTime() - a.at.getTime()),
      missed: tally.missed,
      missedPeople: named(tally.missedPeople)
        .map(({ wonAt, ...row }) => ({ ...row, wonAt: new Date(wonAt) }))
        .sort((a, b) => b.wonAt.getTime() - a.wonAt.getTime()),
    }
  }),
  start: os.start.handler(async ({ context: { db, now, actor }, input }) => {
    refuseWhoSeesAPart(actor, speaksOfAll)
    const { productLineId, from, to, verdicts } = input
    const days = (Date.parse(to) - Date.parse(from)) / dayMs
    if (days <= 0)
      throw invalid('no_period', 'The period ends before it begins.', {
        fields: { to: 'After the first day' },
      })
    if (days > mostDays)
      throw invalid('too_long', 'A replay spans three years at most.', { fields: { from: 'Later' } })
    const draft = (await definitions(db, productLineId)).find(({ fromAt }) => fromAt === null)
    if (!draft)
      throw conflict('no_draft', 'There is no draft to replay. Write what “strong enough” could mean first.')
    if (draft.lanes === 'asked')
      throw invalid(
        'asked_only',
        'This draft passes on only who asks for sales, so nobody would cross by score.',
      )
    await refuseLeaks(db, draft.definition)
    const running = (await replaysOf(db, productLineId)).find(({ state }) => state === 'running')
    if (running) throw conflict('replay_running', 'A replay is running. Wait for it, or cancel it.')
    const people = await db
      .selectFrom('contact')
      .select((it) => it.fn.countAll<number>().as('n'))
      .where('deleted_at', 'is', null)
      .where('merged_into', 'is', null)
      .executeTakeFirstOrThrow()
    const { productLineId: _, ...content } = draft.definition
    const id = uuidv7(now)
    await db
      .insertInto('replay')
      .values({
        id,
        product_line_id: productLineId,
        definition_id: draft.id,
        version: draft.version,
        content: JSON.stringify(content),
        from_day: from,
        to_day: to,
        verdicts,
        state: 'running',
        done: 0,
        total: Number(people.n),
        tally: JSON.stringify(emptyTally()),
        created_by: actor.memberId,
        created_at: now,
        changed_at: now,
      })
      .execute()
    return { id, operationId: null }
  }),
  cancel: os.cancel.handler(async ({ context: { db, now, actor }, input }) => {
    refuseWhoSeesAPart(actor, speaksOfAll)
    const it = await findReplay(db, input.id)
    if (it.state !== 'running') throw conflict('not_running', 'This replay has ended already.')
    await db
      .updateTable('replay')
      .set({ state: 'cancelled', changed_at: now })
      .where('id', '=', it.id)
      .where('state', '=', 'running')
      .execute()
    return { operationId: null }
  }),
})

/** Names of those who are still there; others stay a number. */
async function namesOf(db: Db, people: readonly { contactId: string }[]): Promise<Map<string, string>> {
  if (people.length === 0) return new Map()
  const ids = [...new Set(people.map(({ contactId }) => contactId))]
  const rows = await db
    .selectFrom('contact')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function sumOf(sides: readonly Side[]): Side {
  const sum = noSide()
  for (const one of sides) for (const key of Object.keys(sum) as (keyof Side)[]) sum[key] += one[key]
  return sum
}
