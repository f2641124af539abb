import { sql } from 'kysely'
import { subjectsOf } from '#people/identity'
import type { Db } from '#platform/db'
import type { JournalKind, TimelineItem } from '#platform/registry'
import { heldFor, newestVerdict, whyHeld } from './judging.ts'

/** Whether it is of a person within the caller's reach. */
const bySomebodySeen = sql<boolean>`exists (select from identity i join contact c on c.id = i.contact_id
  where i.subject_id = journal_event.subject_id and i.until is null)`

/** Journal events of a person, through every subject known to be theirs, of a company, or those named, the newest first. `ofSeen`: only those of people within reach. */
export async function journalItems(
  db: Db,
  kinds: readonly JournalKind[],
  of: { contactId?: string | undefined; companyId?: string | undefined; ids?: readonly string[] },
  {
    before,
    limit,
    ofSeen,
    areas,
  }: {
    before: Date
    limit: number
    ofSeen: boolean
    areas: { areas: string[]; but: string[] | null } | null
  },
): Promise<TimelineItem[]> {
  if (!of.contactId && !of.companyId && !of.ids?.length) return []
  const subjects = of.contactId ? ((await subjectsOf(db, [of.contactId])).get(of.contactId) ?? []) : []
  if (of.contactId && subjects.length === 0) return []
  const elsewhere = kinds.flatMap((kind) => (kind.elsewhere ? [kind.kind] : []))
  const rows = await db
    .selectFrom('journal_event')
    .select(['id', 'kind', 'occurred_at', 'human', 'data', newestVerdict('journal_event').as('judged')])
    .$if(of.contactId !== undefined, (it) => it.where('subject_id', 'in', subjects))
    .$if(of.companyId !== undefined, (it) => it.where('company_id', '=', of.companyId!))
    .$if(of.ids !== undefined, (it) => it.where(sql<boolean>`id = any(${of.ids}::uuid[])`))
    .$if(ofSeen, (it) => it.where(bySomebodySeen))
    .$if(!of.ids && elsewhere.length > 0, (it) => it.where('kind', 'not in', elsewhere))
    .$if(areas !== null, (it) => it.where(isOf(areas!)))
    .where('occurred_at', '<', before)
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  const known = new Map(kinds.map((kind) => [kind.kind, kind]))
  return rows.map((row) => {
    const kind = known.get(row.kind)
    const data = row.data as Record<string, unknown>
    const words = ['words', 'body', 'note'].map((key) => data[key]).find((it) => typeof it === 'string' && it)
    const held = of.contactId ? heldFor(row) : null
    const { detail: why, who } = held ? whyHeld(row.judged) : {}
    const detail = [words, why].filter(Boolean).join('\n')
    return {
      id: row.id,
      kind: row.kind,
      at: row.occurred_at,
      text: kind?.sentence(data) ?? inWords(row.kind),
      ...(detail && { detail }),
      ...(who && { who }),
      ...(held && { heldFor: held }),
      icon: kind?.icon ?? 'point',
      ...(kind?.small && { small: true }),
      ...((row.judged?.verdict === 'machine' || (!row.human && !kind)) && { noise: true }),
    }
  })
}

const area = sql<string>`split_part(kind, '.', 1)`
/** Kinds by what they begin with: these, and perhaps all that are of none of the others. */
const isOf = ({ areas, but }: { areas: string[]; but: string[] | null }) =>
  but
    ? sql<boolean>`(${area} = any(${areas}::text[]) or ${area} <> all(${but}::text[]))`
    : sql<boolean>`${area} = any(${areas}::text[])`

/** A kind that only a sender knows: `trial_started` → “Trial started”. */
const inWords = (kind: string) => {
  const words = kind.replace(/[._]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
