import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import type { EndpointMeta } from '#platform/http/contract'
import type { BulkAct, BulkInside, Stayed } from '#platform/registry'
import type { List } from '#workspace/lists'

/** Whom an act is about, as it is asked: named records, or all that a filter finds. */
export type Whom<Where> = { ids?: string[] | undefined; where?: Where | undefined }
/** The same as records of a list that a condition holds of; only those within reach are ever found. */
export type Meant = { list: List; where: RawBuilder<boolean> }

export async function meant<Where>(
  list: List,
  it: Whom<Where>,
  find: (where: Where) => Promise<{ where: RawBuilder<boolean> }>,
): Promise<Meant> {
  if (!it.ids === !it.where) throw invalid('whom', 'Name either records or a filter.')
  if (it.where) return { list, where: (await find(it.where)).where }
  const id = sql.ref(`${list.table}.id`)
  return { list, where: sql<boolean>`${list.living} and ${id} = any(${it.ids}::uuid[])` }
}

/** An act on many by its endpoint, which says who may do it and what it is sent. `act` gives those that stay as they are. */
export function bulkAct<Shape extends z.ZodType>(
  kind: string,
  record: BulkAct['record'],
  endpoint: { '~orpc': { inputSchema?: Shape | undefined; meta: EndpointMeta } },
  of: {
    meant: (it: BulkInside, input: z.output<Shape>) => Promise<Meant>
    act: (it: BulkInside, ids: string[], input: z.output<Shape>) => Promise<readonly Stayed[] | void>
  },
): BulkAct {
  const { inputSchema, meta } = endpoint['~orpc']
  if (!inputSchema) throw new Error(`${kind} is sent nothing`)
  return {
    ...{ kind, record, label: meta.label ?? '', touches: meta.touches ?? [] },
    step: async (it, sent, { after, most }) => {
      const input = inputSchema.parse(sent)
      const { ids, next } = await nextOf(it.db, await of.meant(it, input), after, most)
      const stayed = (await of.act(it, ids, input)) ?? []
      return { count: ids.length - stayed.length, stayed, next }
    },
    left: async (it, sent, after) => {
      const { list, where } = await of.meant(it, inputSchema.parse(sent))
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${list.from} where ${where} and ${sql.ref(`${list.table}.id`)} > ${after}::uuid`.execute(
        it.db,
      )
      return rows[0]!.n
    },
  }
}

/** Held to the end of the transaction: whoever is taken away, erased or given to somebody else at this moment is not among them. */
async function nextOf(db: Db, { list, where }: Meant, after: string | null, most: number) {
  const id = sql.ref(`${list.table}.id`)
  const beyond = after ? sql`${id} > ${after}::uuid` : sql`true`
  const { rows } = await sql<{ id: string }>`
    select ${id} as id from ${list.from} where ${where} and ${beyond} order by ${id} limit ${most + 1}
    for no key update of ${sql.ref(list.table)}`.execute(db)
  const ids = rows.slice(0, most).map((row) => row.id)
  return { ids, next: rows.length > most ? ids.at(-1)! : null }
}
