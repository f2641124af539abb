import { ORPCError } from '@orpc/server'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Db, isUniqueViolation, lookAnew } from '#platform/db'
import { problem } from './problems.ts'
import { conflict, invalid, notFound } from './refusals.ts'

/** What became of one record. */
type Saved = { id: string; is: 'created' | 'updated' }
type Given<Record> = { at: number; record: Record }
type Problem = { status: number; code: string; title: string; fields?: { [name: string]: string } }
type Answer = { index: number; is: Saved['is'] | 'refused'; id: string | null; problem: Problem | null }

/**
 * Saves many records so that one that is refused keeps none of the others back and nothing of it is done: they are saved
 * together, and where something among them is refused, in parts. `key`: records of one key go one after the other, so
 * that the second finds what the first made.
 */
async function saveEach<Record>(
  db: Db,
  records: readonly unknown[],
  shape: z.ZodType<Record>,
  key: (record: Record) => string | null,
  save: (records: Record[]) => Promise<Saved[]>,
): Promise<{ rows: Answer[]; created: number; updated: number; refused: number }> {
  const answers = new Map<number, Answer>()
  const refuse = (at: number, error: ORPCError<string, unknown>) =>
    answers.set(at, { index: at, is: 'refused', id: null, problem: problemOf(error) })
  const given: Given<Record>[] = []
  for (const [at, record] of records.entries()) {
    const read = shape.safeParse(record)
    if (read.success) given.push({ at, record: read.data })
    else refuse(at, badShape(read.error))
  }
  // Many at a time while nothing is refused, few where something is: one alone is found in a few tries, and many cost little more
  // than going one by one.
  const run = async (some: Given<Record>[]): Promise<void> => {
    for (let at = 0, size = some.length; at < some.length; ) {
      const part = some.slice(at, at + size)
      const saved = await unlessRefused(db, () => save(part.map(({ record }) => record)))
      if (!Array.isArray(saved) && part.length > 1) {
        size = Math.ceil(part.length / 4)
        continue
      }
      if (Array.isArray(saved))
        for (const [n, { is, id }] of saved.entries())
          answers.set(part[n]!.at, { index: part[n]!.at, is, id, problem: null })
      else refuse(part[0]!.at, saved)
      at += part.length
      size = 2 * part.length
    }
  }
  for (const wave of withoutRepeats(given, key)) await run(wave)
  const rows = records.map((_, at) => answers.get(at)!)
  const count = (is: Answer['is']) => rows.filter((row) => row.is === is).length
  return { rows, created: count('created'), updated: count('updated'), refused: count('refused') }
}

/** So many new ones change what a table is. */
const manyMade = 100

/** A kind of record that programs make and change by the thousand. */
type Kind<Record> = {
  table: string
  shape: z.ZodType<Record>
  gone: string
  /** The living ones that have one of these, as far as whoever asks sees them. */
  known: (ids: string[], externalIds: string[]) => Promise<{ id: string; external_id: string | null }[]>
  /** Makes new ones; gives their ids in the same order. */
  make: (fresh: Record[]) => Promise<string[]>
  /** `found`: by what of the record it is known. */
  change: (id: string, record: Record, found: keyof Keyed | 'by') => Promise<unknown>
  /** What else records are known by, if anything. */
  by: KnownBy<Record> | null
}
/** By what of a record it is known beside its ids: what it says, and who that is, with what of the record is theirs to change. */
export type KnownBy<Record> = {
  said: (record: Record) => string | null
  find: (records: readonly Record[]) => Promise<{ id: string | null; record: Record }[]>
}
type Keyed = { id?: string | undefined; externalId?: string | null | undefined }

/**
 * Changes what is known by its id or, where none is sent, by what else it is known by or its external id, and makes the rest.
 */
export async function saveRecords<Record extends Keyed>(
  db: Db,
  of: Kind<Record>,
  records: readonly unknown[],
) {
  const answer = await saveEach(
    db,
    records,
    of.shape,
    (record) => waveOf(of, record),
    async (some) => {
      const all = await foundOf(of, some)
      const fresh = all.flatMap(({ id, record }) => (id ? [] : record))
      if (fresh.some(({ id }) => id)) throw notFound('not_there', of.gone)
      const made = fresh.length > 0 ? await of.make(fresh) : []
      const saved: Saved[] = []
      for (const { id, record, found } of all) {
        if (id) await of.change(id, record, found)
        saved.push(id ? { id, is: 'updated' } : { id: made.shift()!, is: 'created' })
      }
      return saved
    },
  )
  if (answer.created >= manyMade) await lookAnew(db, of.table)
  return answer
}

/**
 * Makes many small edits in their order; what of one is refused keeps none of the others back. As a preview nothing of it
 * stays.
 */
export async function saveEdits<Edit>(
  db: Db,
  edits: readonly unknown[],
  {
    shape,
    save,
    preview,
  }: { shape: z.ZodType<Edit>; save: (some: Edit[]) => Promise<unknown>; preview: boolean },
): Promise<{ changed: number; refused: { index: number; reason: string }[] }> {
  await sql`savepoint all_edits`.execute(db)
  const { rows, updated } = await saveEach(
    db,
    edits,
    shape,
    () => null,
    async (some) => {
      await save(some)
      return some.map((): Saved => ({ id: '', is: 'updated' }))
    },
  )
  await (preview ? sql`rollback to savepoint all_edits` : sql`release savepoint all_edits`).execute(db)
  const refused = rows.flatMap(({ index, problem }) => (problem ? [{ index, reason: problem.title }] : []))
  return { changed: updated, refused }
}

const keyOf = ({ id, externalId }: Keyed) => id ?? (externalId ? `x ${externalId}` : null)

const waveOf = <Record extends Keyed>({ by }: Kind<Record>, record: Record) => {
  const said = record.id ? null : by?.said(record)
  return said == null ? keyOf(record) : `o ${said}`
}

/** Who of them is known, and by what. */
async function foundOf<Record extends Keyed>(of: Kind<Record>, records: readonly Record[]) {
  const ids = records.flatMap(({ id }) => id ?? [])
  const externals = records.flatMap(({ id, externalId }) => (!id && externalId) || [])
  const rows = ids.length + externals.length > 0 ? await of.known(ids, externals) : []
  const known = new Map(
    rows.flatMap(({ id, external_id }) => [[id, id] as const, [`x ${external_id}`, id] as const]),
  )
  const told = await of.by?.find(records)
  return records.map((record, n) => {
    const it = record.id ? undefined : told?.[n]
    if (it?.id) return { ...it, found: 'by' as const }
    const found = record.id ? ('id' as const) : ('externalId' as const)
    return { id: known.get(keyOf(record) ?? ''), record, found }
  })
}

function withoutRepeats<Record>(given: Given<Record>[], key: (record: Record) => string | null) {
  const waves: Given<Record>[][] = [[]]
  let seen = new Set<string>()
  for (const one of given) {
    const its = key(one.record)
    if (its !== null && seen.has(its)) {
      waves.push([])
      seen = new Set()
    }
    if (its !== null) seen.add(its)
    waves.at(-1)!.push(one)
  }
  return waves
}

/** As a whole or not at all; a refusal is given, a fault thrown. The transaction goes on. */
async function unlessRefused<T>(db: Db, run: () => Promise<T>): Promise<T | ORPCError<string, unknown>> {
  await sql`savepoint some_of_many`.execute(db)
  try {
    const result = await run()
    await sql`release savepoint some_of_many`.execute(db)
    return result
  } catch (error) {
    const refusal = isUniqueViolation(error) ? taken() : error
    if (!(refusal instanceof ORPCError) || refusal.status >= 500) throw error
    await sql`rollback to savepoint some_of_many; release savepoint some_of_many`.execute(db)
    return refusal
  }
}

const taken = () =>
  conflict('taken', 'Another record has this external id already, maybe one that you can’t see.')

function badShape({ issues }: z.ZodError) {
  const fields = Object.fromEntries(issues.map((it) => [it.path.join('.') || 'record', it.message]))
  const [name, said] = Object.entries(fields)[0]!
  return invalid('bad_record', `Check “${name}”: ${said.replace(/\.$/, '')}.`, { fields })
}

function problemOf(error: ORPCError<string, unknown>): Problem {
  const { status, code, title, fields } = problem(error) as Problem
  return { status, code, title, ...(fields && { fields }) }
}
