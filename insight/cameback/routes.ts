import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { ownReasonLabels } from '#handover/handovers'
import { reasonLabel } from '#handover/handovers/contract'
import { checkPeriod, told } from '#insight/sets'
import { csvText } from '#platform/csv'
import { type Actor, decodeCursor, type Entry, encodeCursor, guard } from '#platform/http'
import { contradictions, countSets, grouped } from './cameback.ts'
import { cameBackContract } from './contract.ts'
import { type Asked, setRows } from './sets.ts'

const os = implement(cameBackContract).$context<Entry>().use(guard)

function checked({ from, to, productLineId }: Omit<Asked, 'ofSeen'>, { reach }: Actor): Asked {
  checkPeriod({ from, to })
  return { from, to, productLineId, ofSeen: reach !== undefined }
}

interface Row {
  id: string
  unit: 'handover' | 'deal'
  contact_id: string | null
  name: string | null
  reason: string | null
  at: Date
  won_at: Date | null
  seller: string | null
}

export const cameBack = os.router({
  get: os.get.handler(async ({ context: { db, now, actor }, input: { by, ...given } }) => {
    const asked = checked(given, actor)
    const counts = await countSets(db, asked, now)
    return {
      asOf: now,
      counts,
      rates: {
        regret: told(counts.old_regrets, counts.old),
        missed: told(counts.missed, counts.new_customers),
      },
      ...(await grouped(db, asked, by, now)),
      contradictions: await contradictions(db, asked, now),
      holds: counts.sent_back === counts.upheld + counts.undecided,
    }
  }),
  rows: os.rows.handler(async ({ context: { db, now, actor }, input }) => {
    const { set, by, key, reason, cursor, limit } = input
    const ofCustomers = set === 'new_customers' || set === 'missed'
    const column = by && sql.ref(`t.${by}_key`)
    const narrowed = sql`(select t.* from (${setRows(set, checked(input, actor), now)}) t where true
      ${column && key !== undefined && !ofCustomers ? (key === 'none' ? sql`and ${column} is null` : sql`and ${column} = ${key}`) : sql``}
      ${reason && !ofCustomers ? sql`and t.reason = ${reason}` : sql``})`
    const after = cursor ? decodeCursor(cursor, 'timestamptz', 'uuid') : null
    const { rows } = await sql<Row & { cursor_at: string }>`
      select r.id, r.unit, r.contact_id, r.name, r.reason, r.at, r.at::text as cursor_at, r.won_at, r.seller from ${narrowed} r
      ${after ? sql`where (r.at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      order by r.at desc, r.id desc limit ${limit + 1}`.execute(db)
    const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from ${narrowed} r`.execute(
      db,
    )
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      rows: shown.map((row) => ({
        id: row.id,
        unit: row.unit,
        contactId: row.contact_id,
        name: row.name ?? 'Somebody',
        reason: row.reason,
        at: row.at,
        wonAt: row.won_at,
        seller: row.seller,
      })),
      next: rows.length > limit && last ? encodeCursor([last.cursor_at, last.id]) : null,
      n: counted[0]!.n,
    }
  }),
  export: os.export.handler(async ({ context: { db, now, actor }, input: { by, ...given } }) => {
    const { groups, reasons } = await grouped(db, checked(given, actor), by, now)
    const own = await ownReasonLabels(db)
    const codes = reasons.map(({ reason }) => reason)
    const head = [
      'Group',
      'Sent back',
      'Upheld',
      'Won after all',
      ...codes.map((code) => reasonLabel(code, own)),
    ]
    const lines = groups.map((group) => [
      group.name,
      group.sentBack,
      group.upheld,
      group.regrets,
      ...codes.map((code) => group.reasons.find(({ reason }) => reason === code)?.n ?? 0),
    ])
    // The mark tells spreadsheets that this is UTF-8.
    const name = `came-back-by-${by.replace('_', '-')}.csv`
    return new File(['\uFEFF', csvText([head, ...lines])], name, { type: 'text/csv;charset=utf-8' })
  }),
})
