import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { DealState } from './deal.ts'
import { valueBy } from './value.ts'

/** Where a deal stands for the pipeline; `value` in the firm's minor units, null where no rate is known. */
export type Standing = { state: DealState | 'removed'; value: number | null; expectedClose: string | null }
export type Movement = Standing & { at: Date; was: Standing | null }

const same = (one: Standing, other: Standing) =>
  one.state === other.state && one.value === other.value && one.expectedClose === other.expectedClose

/**
 * What has moved since the movement before, and never before it: whoever waited for the deal to be free brings the time at
 * which they began to wait, and a file may close a deal ahead. A deal that is first seen closed, as one from a file, was open
 * from the day it was made until it closed.
 */
export function movementsOf(
  deal: Standing & { createdAt: Date; closedAt: Date | null },
  last: (Standing & { at: Date }) | null,
  now: Date,
): Movement[] {
  const { createdAt, closedAt, ...is } = deal
  if (last) {
    const { at, ...was } = last
    return same(is, was) ? [] : [{ ...is, at: now > at ? now : new Date(at.getTime() + 1), was }]
  }
  const made: Movement = { ...is, state: 'open', at: createdAt < now ? createdAt : now, was: null }
  if (is.state === 'open') return [made]
  const ended = closedAt ?? now
  const { at: _, was: __, ...open } = made
  return [made, { ...is, at: ended > made.at ? ended : made.at, was: open }]
}

interface Row {
  id: string
  state: Standing['state']
  value: number | null
  expected_close: string | null
  created_at: Date
  closed_at: Date | null
  was_at: Date | null
  was_state: Standing['state'] | null
  was_value: number | null
  was_expected_close: string | null
}

/** Keeps what these deals moved; asked after every change of them. */
export async function keepMovements(db: Db, ids: readonly string[], now: Date): Promise<void> {
  const { rows } = await sql<Row>`
    select d.id, case when d.deleted_at is null then d.state else 'removed' end as state, round(${valueBy('d')} * d.rate)::float8 as value,
      d.expected_close::text, d.created_at, d.closed_at, last.at as was_at, last.state as was_state, last.value_minor::float8 as was_value,
      last.expected_close::text as was_expected_close
    from deal d left join lateral (
      select m.at, m.state, m.value_minor, m.expected_close from deal_movement m where m.workspace_id = d.workspace_id and m.deal_id = d.id
      order by m.at desc, m.id desc limit 1) last on true
    where d.id = any(${ids}::uuid[])`.execute(db)
  const moved = rows.flatMap((row) =>
    movementsOf(
      {
        state: row.state,
        value: row.value,
        expectedClose: row.expected_close,
        createdAt: row.created_at,
        closedAt: row.closed_at,
      },
      row.was_at &&
        row.was_state && {
          at: row.was_at,
          state: row.was_state,
          value: row.was_value,
          expectedClose: row.was_expected_close,
        },
      now,
    ).map((it) => ({ dealId: row.id, ...it })),
  )
  if (moved.length === 0) return
  const made = moved.map((it) => ({
    ...{ id: uuidv7(it.at), deal_id: it.dealId, at: it.at, state: it.state },
    ...{ value_minor: it.value, expected_close: it.expectedClose, was_state: it.was?.state ?? null },
    ...{ was_value_minor: it.was?.value ?? null, was_expected_close: it.was?.expectedClose ?? null },
  }))
  // One parameter however many they are: an import that is undone moves thousands at once.
  await sql`
    insert into deal_movement (id, deal_id, at, state, value_minor, expected_close, was_state, was_value_minor, was_expected_close)
    select id, deal_id, at, state, value_minor, expected_close, was_state, was_value_minor, was_expected_close
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as m (id uuid, deal_id uuid, at timestamptz, state text,
      value_minor bigint, expected_close date, was_state text, was_value_minor bigint, was_expected_close date)`.execute(
    db,
  )
}
