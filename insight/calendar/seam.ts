import type { Db } from '#platform/db'
import { dayIn, type Source, type Span } from './span.ts'

/** What sales sent back, of which something has its day in the span. */
const sentBack = (
  db: Db,
  day: 'handover.nurture_until' | 'handover.judge_due_at',
  { start, end, limit }: Span,
) =>
  db
    .selectFrom('handover')
    .innerJoin('contact', (on) =>
      on
        .onRef('contact.workspace_id', '=', 'handover.workspace_id')
        .onRef('contact.id', '=', 'handover.contact_id'),
    )
    .select(['handover.id', 'handover.sent_back_reason', 'contact.name'])
    .select((it) => it.ref(day).$notNull().as('at'))
    .where('handover.kind', '=', 'lead')
    .where('handover.state', '=', 'sent_back')
    .where('handover.sample', '=', false)
    .where(day, '>=', start)
    .where(day, '<', end)
    .where('contact.deleted_at', 'is', null)
    .orderBy(day)
    .orderBy('handover.id')
    .limit(limit)

/** People who were sent back until a day: they are looked at again then. */
export const followUps: Source['find'] = async (db, span) => {
  const rows = await sentBack(db, 'handover.nurture_until', span)
    .where('handover.upheld', 'is distinct from', 'overruled')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.name,
    detail: row.sent_back_reason === 'too_early' ? 'It was too early' : 'Sent back until then',
    from: dayIn(row.at, span.zone),
    path: `/handovers/${row.id}`,
  }))
}

/** Until when marketing answers what sales sent back. */
export const answers: Source['find'] = async (db, span) => {
  const rows = await sentBack(db, 'handover.judge_due_at', span)
    .where('handover.upheld', '=', 'open')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.name,
    detail: 'Sent back: marketing answers',
    from: dayIn(row.at, span.zone),
    path: `/handovers/${row.id}`,
  }))
}

export const definitions: Source['find'] = async (db, { start, end, zone, limit }) => {
  const rows = await db
    .selectFrom('definition')
    .innerJoin('product_line', (on) =>
      on
        .onRef('product_line.workspace_id', '=', 'definition.workspace_id')
        .onRef('product_line.id', '=', 'definition.product_line_id'),
    )
    .select(['definition.id', 'definition.version', 'definition.from_at', 'product_line.name'])
    .where('definition.from_at', '>=', start)
    .where('definition.from_at', '<', end)
    .orderBy('definition.from_at')
    .orderBy('definition.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: `“Strong enough”, version ${row.version}`,
    detail: row.name,
    from: dayIn(row.from_at!, zone),
    path: '/handovers/strong-enough',
  }))
}

/** The last day of a protection, unless it is extended: a lead after it goes to whoever it is routed to. */
export const protections: Source['find'] = async (db, { start, end, zone, limit }) => {
  const rows = await db
    .selectFrom('protection')
    .leftJoin('member', (on) =>
      on
        .onRef('member.workspace_id', '=', 'protection.workspace_id')
        .onRef('member.id', '=', 'protection.member_id'),
    )
    .select(['protection.id', 'protection.company_name', 'protection.person_name', 'protection.ends_at'])
    .select('member.name as member')
    .where('protection.state', '=', 'confirmed')
    .where('protection.ends_at', '>=', start)
    .where('protection.ends_at', '<', end)
    .orderBy('protection.ends_at')
    .orderBy('protection.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.company_name ?? row.person_name ?? 'Somebody',
    detail: row.member && `Registered by ${row.member}`,
    from: dayIn(row.ends_at!, zone),
    path: '/handovers/registered',
  }))
}

export const agreements: Source['find'] = async (db, { start, end, zone, limit }) => {
  const rows = await db
    .selectFrom('agreement')
    .select(['id', 'number', 'starts_at'])
    .where('signed_at', 'is not', null)
    .where('starts_at', '>=', start)
    .where('starts_at', '<', end)
    .orderBy('starts_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: `Agreement ${row.number} starts`,
    from: dayIn(row.starts_at!, zone),
    path: '/handovers/agreement',
  }))
}
