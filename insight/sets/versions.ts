import { sql } from 'kysely'
import { handoverSets } from './seam.ts'
import type { CountedSet, Filter } from './sets.ts'

const shown = ['answerable', 'kept', 'qualified', 'false_positive']

/** What is told of a version of readiness. */
export const versionedSets = (filter: Filter, now: Date): CountedSet[] =>
  handoverSets(filter, now).filter(({ key }) => shown.includes(key.slice('handover.'.length)))

/** Handovers first offered in the period whose person crossed while this version was in force, as each set counts them. */
export const versionSets = (filter: Filter, now: Date, definitionId: string): CountedSet[] =>
  versionedSets(filter, now).map(({ key, rows, ...set }) => ({
    ...set,
    key: `version.${key.slice('handover.'.length)}.${definitionId}`,
    rows: sql`select s.* from (${rows}) s join handover h on h.id = s.id
        join definition v on v.workspace_id = h.workspace_id and v.product_line_id = h.product_line_id
        where v.id = ${definitionId} and v.from_at <= h.opened_at and (v.to_at is null or v.to_at > h.opened_at)`,
  }))
