import { queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import type { Finding } from '#ui/form'
import type { Field, FieldRecord } from '../contract.ts'
import type { CustomValue } from './custom-input.tsx'
import css from './fields.module.css'

const paths = { contact: '/people', company: '/companies', deal: '/sales/deals' } as const
export const pathOf = (record: FieldRecord, id: string): string => `${paths[record]}/${id}`

const nobody = {
  contact: 'Nobody is found',
  company: 'No company is found',
  deal: 'No deal is found',
} as const
const most = 20

const findings = Object.fromEntries(
  (['contact', 'company', 'deal'] as const).map((record): [FieldRecord, Finding] => [
    record,
    {
      of: record,
      nobody: nobody[record],
      find: async (q) =>
        (await client.search.find({ q, records: [record], limit: most })).rows.map((row) => ({
          value: row.id,
          label: row.subtitle ? `${row.title} · ${row.subtitle}` : row.title,
        })),
      named: async (ids) =>
        (await client.fields.related({ record, ids })).rows.map((row) => ({
          value: row.id,
          label: row.name,
        })),
    },
  ]),
) as Record<FieldRecord, Finding>

/** How the records that a relation may name are looked up. */
export const findingOf = (record: FieldRecord): Finding => findings[record]

type Asked = { id: string; tell: (name: string | null) => void; fail: (problem: unknown) => void }
const waiting = new Map<FieldRecord, Asked[]>()
const mostAtOnce = 200

/** All names that a screen asks for at once are one question. */
function nameOf(record: FieldRecord, id: string): Promise<string | null> {
  return new Promise((tell, fail) => {
    const others = waiting.get(record)
    if (others) return others.push({ id, tell, fail })
    waiting.set(record, [{ id, tell, fail }])
    setTimeout(() => {
      const all = waiting.get(record) ?? []
      waiting.delete(record)
      for (let at = 0; at < all.length; at += mostAtOnce) void ask(record, all.slice(at, at + mostAtOnce))
    })
  })
}

async function ask(record: FieldRecord, asked: readonly Asked[]): Promise<void> {
  try {
    const ids = [...new Set(asked.map(({ id }) => id))]
    const { rows } = await client.fields.related({ record, ids })
    const names = new Map(rows.map(({ id, name }) => [id, name]))
    for (const { id, tell } of asked) tell(names.get(id) ?? null)
  } catch (problem) {
    for (const { fail } of asked) fail(problem)
  }
}

const nameQuery = (record: FieldRecord, id: string) =>
  queryOptions({
    queryKey: [...orpc.fields.related.key(), record, id],
    queryFn: () => nameOf(record, id),
    meta: { topics: ['contacts', 'companies', 'deals'] },
  })

/** A related record by its name. */
export function RelatedName({ record, id }: { record: FieldRecord; id: string }) {
  const { data } = useQuery(nameQuery(record, id))
  if (data === null) return <span className={css.dim}>Not there</span>
  return <bdi>{data ?? ' '}</bdi>
}

/** The names of all records that these values name, by id. */
export function useRelatedNames(
  fields: readonly Field[],
  values: readonly Readonly<Record<string, CustomValue>>[],
): ReadonlyMap<string, string> {
  const named = fields.flatMap(({ key, relatesTo }) =>
    relatesTo
      ? values.flatMap((of) => (typeof of[key] === 'string' ? { record: relatesTo, id: of[key] } : []))
      : [],
  )
  const answers = useQueries({ queries: named.map(({ record, id }) => nameQuery(record, id)) })
  return new Map(named.flatMap(({ id }, n) => (answers[n]?.data ? [[id, answers[n].data]] : [])))
}
