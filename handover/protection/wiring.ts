import { sql } from 'kysely'
import { conflict } from '#platform/http'
import type { Leaver, RestoredHook, Wiring } from '#platform/registry'
import { blockedBy } from './claim.ts'
import { protectionJob } from './ending.ts'
import { warnAt } from './protection.ts'
import { holdRegistrations } from './race.ts'
import { noteState, planClock } from './store.ts'

/** What undo opens again is not given to two: whoever registered meanwhile keeps it. */
const restored: RestoredHook = {
  table: 'protection',
  run: async (db, ids, now) => {
    const rows = await db
      .selectFrom('protection')
      .selectAll()
      .where('id', 'in', ids)
      .where('state', 'in', ['registered', 'confirmed'])
      .orderBy('id')
      .execute()
    for (const row of rows) {
      await holdRegistrations(db, row.product_line_id)
      const blocked = await blockedBy(
        db,
        {
          keys: { company: row.company_key, domain: row.domain, email: row.email_key, phone: row.phone_key },
          ...{ productLineId: row.product_line_id, memberId: row.member_id, exceptId: row.id },
        },
        now,
      )
      if (blocked?.by === 'protection')
        throw conflict('registered_meanwhile', 'Somebody else has registered them since.')
      if (row.state === 'confirmed' && row.ends_at)
        await planClock(db, row.id, warnAt(row.ends_at, now) ?? row.ends_at)
    }
  },
}

/** Registrations and protected leads of somebody who leaves. */
const protectionLeaver: Leaver = {
  what: 'registered leads',
  needs: 'handovers.work',
  held: (db, memberId) =>
    db
      .selectFrom('protection')
      .select('id')
      .where('member_id', '=', memberId)
      .where('state', 'in', ['registered', 'confirmed'])
      .orderBy('id'),
  move: async (db, ids, { fromId, fromName, toId, actor, now }) => {
    const moved = await db
      .updateTable('protection')
      .set({ member_id: toId, changed_at: now })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('member_id', '=', fromId)
      .returning('id')
      .execute()
    for (const { id } of moved)
      await noteState(db, id, { state: 'passed_on', actor, reason: `${fromName} has left` }, now)
  },
}

export const protectionWiring: Wiring = {
  holds: [
    () => sql<boolean>`exists (
      select from protection p where p.workspace_id = contact.workspace_id and p.contact_id = contact.id
        and p.state in ('registered', 'confirmed'))`,
  ],
  leavers: [protectionLeaver],
  restored: [restored],
  jobs: [protectionJob],
  notices: [{ kind: 'protection', label: 'A registered lead is decided on, or its protection ends' }],
}
