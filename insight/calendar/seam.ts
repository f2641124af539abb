import { dayIn, type Source } from './span.ts'

/** People who were sent back until a day: they are looked at again then. */
export const followUps: Source['find'] = async (db, { start, end, zone, limit }) => {
  const rows = await db
    .selectFrom('handover')
    .innerJoin('contact', (on) =>
      on
        .onRef('contact.workspace_id', '=', 'handover.workspace_id')
        .onRef('contact.id', '=', 'handover.contact_id'),
    )
    .select(['handover.id', 'handover.nurture_until', 'handover.sent_back_reason', 'contact.name'])
    .where('handover.kind', '=', 'lead')
    .where('handover.state', '=', 'sent_back')
    .where('handover.upheld', 'is distinct from', 'overruled')
    .where('handover.sample', '=', false)
    .where('handover.nurture_until', '>=', start)
    .where('handover.nurture_until', '<', end)
    .where('contact.deleted_at', 'is', null)
    .orderBy('handover.nurture_until')
    .orderBy('handover.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.name,
    detail: row.sent_back_reason === 'too_early' ? 'It was too early' : 'Sent back until then',
    from: dayIn(row.nurture_until!, zone),
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

/** Until when marketing answers what sales sent back. */
export const answers: Source['find'] = async (db, { start, end, zone, limit }) => {
  const rows = await db
    .selectFrom('handover')
    .innerJoin('contact', (on) =>
      on
        .onRef('contact.workspace_id', '=', 'handover.workspace_id')
        .onRef('contact.id', '=', 'handover.contact_id'),
    )
    .select(['handover.id', 'handover.judge_due_at', 'contact.name'])
    .where('handover.kind', '=', 'lead')
    .where('handover.state', '=', 'sent_back')
    .where('handover.upheld', '=', 'open')
    .where('handover.sample', '=', false)
    .where('handover.judge_due_at', '>=', start)
    .where('handover.judge_due_at', '<', end)
    .where('contact.deleted_at', 'is', null)
    .orderBy('handover.judge_due_at')
    .orderBy('handover.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.name,
    detail: 'Sent back: marketing answers',
    from: dayIn(row.judge_due_at!, zone),
    path: `/handovers/${row.id}`,
  }))
}

/** When a registered lead is free for everybody again. */
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
