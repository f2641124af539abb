import { type RawBuilder, sql } from 'kysely'
import { uuidv7At } from '#platform/clock'
import { csvFile } from '#platform/csv'
import type { Db } from '#platform/db'
import { type Actor, type Entry, type Inside, invalid, who } from '#platform/http'
import { firmZone } from '#workspace/members'
import { actsIn, shownAct } from './acts.ts'
import type { LogFilter } from './contract.ts'
import { chainOf, kindsToTakeBack } from './why-not.ts'

type Asking = Pick<Inside, 'db' | 'actor'> & Pick<Entry, 'registry'>
type Acts = Awaited<ReturnType<ReturnType<typeof actsIn>['execute']>>

const dayMs = 86_400_000
/** So long an act may wait between getting its id and its first change, as an import of a file that is still being sent. */
const longestWaitMs = 31 * dayMs
const pageRows = 1000

/** The newest acts that a filter finds, before one of them; whoever sees a part of the records finds their own alone. */
export async function actsFound(
  { db, actor, registry }: Asking,
  filter: LogFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<Acts> {
  const conditions = [
    ...byWhom(filter),
    ...ofKind(filter),
    ...(await inPeriod(db, filter)),
    ...(filter.undoable ? [mayBeTakenBack(actor, registry)] : []),
  ]
  return actsIn(db)
    .$if(after !== null, (query) => query.where('operation.id', '<', after!))
    .$if(actor.reach !== undefined, (query) => query.where('operation.actor', '=', who(actor)))
    .$if(conditions.length > 0, (query) => query.where(sql<boolean>`${sql.join(conditions, sql` and `)}`))
    .limit(limit)
    .execute()
}

type Condition = RawBuilder<boolean>

function byWhom({ by }: LogFilter): Condition[] {
  if (by === undefined) return []
  if (by === 'baton') return [sql`operation.actor = 'engine'`]
  if (by === 'programs') return [sql`operation.actor = any(array(select 'key:' || id from member))`]
  return [sql`operation.actor = ${`member:${by}`}`]
}

const ofKind = ({ kind, record }: LogFilter): Condition[] => [
  ...(kind ? [sql<boolean>`operation.kind = ${kind}`] : []),
  ...(record
    ? [
        sql<boolean>`exists (select from change c where c.workspace_id = operation.workspace_id
          and c.table_name = ${record} and c.operation_id = operation.id)`,
      ]
    : []),
]

/** By the day of the act, and by its id as well, which begins with its instant: so what is later than the period is not read. */
async function inPeriod(db: Db, { from, until }: LogFilter): Promise<Condition[]> {
  if (!from && !until) return []
  if (from && until && until < from)
    throw invalid('period', 'The period ends before it begins. Choose a later day for its end.', {
      fields: { until: 'Before the first day' },
    })
  const zone = await firmZone(db)
  const { rows } = await sql<{ begins: Date | null; ends: Date | null }>`
    select ${from ?? null}::date::timestamp at time zone ${zone} as begins,
      (${until ?? null}::date + 1)::timestamp at time zone ${zone} as ends`.execute(db)
  const { begins, ends } = rows[0]!
  const idAt = (at: Date, byMs: number) => uuidv7At(new Date(at.getTime() + byMs))
  return [
    ...(begins
      ? [sql<boolean>`operation.at >= ${begins} and operation.id >= ${idAt(begins, -longestWaitMs)}::uuid`]
      : []),
    ...(ends ? [sql<boolean>`operation.at < ${ends} and operation.id < ${idAt(ends, dayMs)}::uuid`] : []),
  ]
}

/** What `shownAct` calls undoable, asked of the database. */
function mayBeTakenBack(actor: Actor, registry: Asking['registry']): Condition {
  if (!actor.permissions.has('operations.undo')) return sql`false`
  const { asked, refused, once } = kindsToTakeBack(actor, registry)
  const chain = chainOf(sql.ref('operation.id'))
  return sql`operation.state = 'done'
    and exists (select from change c where c.operation_id = operation.id)
    and (select bool_and(act.kind = any(${asked}::text[])) and not (array_agg(act.kind))[count(*)] = any(${refused}::text[])
      and (count(*) = 1 or not (array_agg(act.kind))[count(*)] = any(${once}::text[]))
      from json_to_recordset(${chain}) as act (kind text))`
}

/** The kinds of acts that are in the log, by what they are called; read from one kind to the next, however many acts there are. */
export async function kindsFound(db: Db, actor: Actor): Promise<{ kind: string; label: string }[]> {
  const seen = actor.reach === undefined ? sql`true` : sql`o.actor = ${who(actor)}`
  const { rows } = await sql<{ kind: string; newest: string | null; oldest: string | null }>`
    with recursive each as (
      (select o.kind from operation o where ${seen} order by o.kind limit 1)
      union all
      select (select o.kind from operation o where o.kind > each.kind and ${seen} order by o.kind limit 1)
      from each where each.kind is not null
    )
    select kind, (select o.label from operation o where o.kind = each.kind and ${seen} order by o.id desc limit 1) as newest,
      (select o.label from operation o where o.kind = each.kind and ${seen} order by o.id limit 1) as oldest
    from each where kind is not null`.execute(db)
  return rows
    .map(({ kind, newest, oldest }) => ({ kind, label: calledAlike(newest ?? '', oldest ?? '') || kind }))
    .sort((one, other) => one.label.localeCompare(other.label))
}

/** The words with which both begin, where one of them names a file or says what was done: “Imported a.csv”; else the newer. */
export function calledAlike(newest: string, oldest: string): string {
  const [words, others] = [wordsBefore(newest), wordsBefore(oldest)]
  const differs = words.findIndex((word, at) => word !== others[at])
  return (differs > 0 ? words.slice(0, differs) : words).join(' ')
}
const wordsBefore = (label: string) => label.replace(/: .*/s, '').split(' ')

const states = { done: null, undoing: 'being taken back', undone: 'taken back' } as const

/** What a filter finds, page by page, as a file. */
export function logFile(asking: Asking, filter: LogFilter): Promise<File> {
  const head = ['At', 'Who', 'What', 'Kind of act', 'Rows', 'State', 'Id', 'Takes back']
  return csvFile('change-log.csv', head, pages())

  async function* pages() {
    let after: string | null = null
    do {
      const rows: Acts = await actsFound(asking, filter, { after, limit: pageRows })
      yield rows.map((row) => {
        const it = shownAct(row, asking.actor, asking.registry)
        return [
          ...[it.at.toISOString(), it.actorName, it.label ?? it.kind, it.kind, it.changes],
          ...[states[it.state], it.id, it.undoes],
        ]
      })
      after = rows.length === pageRows ? rows.at(-1)!.id : null
    } while (after)
  }
}
