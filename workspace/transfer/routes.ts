import { implement } from '@orpc/server'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, decodeCursor, type Entry, encodeCursor, guard, invalid } from '#platform/http'
import type { Importer } from '#platform/registry'
import { stayedRows } from '#workspace/audit'
import { fieldsOf } from '#workspace/fields'
import { noCounts } from './chunk.ts'
import { largestFileBytes, transferContract } from './contract.ts'
import { foundBy } from './found-by.ts'
import { customOf, fieldIn, partOf } from './own-fields.ts'
import { refusedFile, stemOf } from './refused-file.ts'
import { mayBring } from './rights.ts'
import { notNow, undoneFrom } from './states.ts'
import { stayedFile } from './stayed-file.ts'
import {
  allRefusals,
  changeImport,
  findImport,
  forgetRefusals,
  type Import,
  type ImportState,
  listImports,
  refusalsOf,
} from './store.ts'
import { pathOf, removeFile, writePart } from './upload.ts'

const os = implement(transferContract).$context<Entry>().use(guard)

/** What the names that nobody knows may mean; none of a field where nothing is asked. */
async function choicesOf(
  db: Db,
  importers: readonly Importer[],
  { record, state }: Pick<Import, 'record' | 'state'>,
  { unknown }: Import['found'],
): Promise<Record<string, string[]>> {
  const choices: Record<string, string[]> = {}
  if (state !== 'checked' && state !== 'read') return choices
  for (const to of new Set(unknown.map(({ field }) => field))) {
    const importer = importers.find((it) => it.record === (partOf(to) ?? record))
    const names = (await importer?.choices?.(db))?.[fieldIn(to)]
    if (names) choices[to] = names
  }
  return choices
}

async function foundByOf(db: Db, { record, mapping }: Pick<Import, 'record' | 'mapping'>) {
  if (!record || !mapping) return null
  const own = customOf[record]
  return foundBy(record, mapping, own ? await fieldsOf(db, own) : [])
}

/** How many are in of whom something still follows; nothing is said of a file that has not begun. */
async function followingOf(
  db: Db,
  importers: readonly Importer[],
  { startedAt }: Pick<Import, 'startedAt'>,
): Promise<number> {
  let people = 0
  if (startedAt) for (const importer of importers) people += (await importer.following?.(db)) ?? 0
  return people
}

const mostConflictsTold = 500

const isNothingIn = ({ counts }: Pick<Import, 'counts'>) => counts.created + counts.matched === 0

export const transfer = os.router({
  list: os.list.handler(async ({ context: { db, actor }, input }) => {
    mayBring(actor, null)
    return listImports(db, input)
  }),
  get: os.get.handler(async ({ context: { db, actor, registry }, input }) => {
    mayBring(actor, null)
    const { found, ...it } = await findImport(db, input.id)
    return {
      ...it,
      conflicts: it.conflicts.slice(0, mostConflictsTold),
      foundBy: await foundByOf(db, it),
      unknown: found.unknown,
      choices: await choicesOf(db, registry.importers, it, found),
      following: await followingOf(db, registry.importers, it),
    }
  }),
  create: os.create.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    mayBring(actor, input.record ?? null)
    if (input.sizeBytes === 0) throw invalid('empty_file', 'This file is empty.')
    if (input.sizeBytes > largestFileBytes)
      throw invalid('too_large', 'This file is larger than 6 GB. Split it.')
    const id = uuidv7(now)
    await db
      .insertInto('import')
      .values({
        id,
        file_name: input.fileName,
        record: input.record ?? null,
        size_bytes: input.sizeBytes,
        state: 'uploading',
        counts: JSON.stringify(noCounts()),
        created_by: actor.memberId,
        created_at: now,
        changed_at: now,
      })
      .execute()
    return { id, operationId }
  }),
  part: os.part.handler(async ({ context: { db, now, actor, dataFolder }, input }) => {
    mayBring(actor, null)
    const it = await findImport(db, input.id, { lock: true })
    const part = new Uint8Array(await input.part.arrayBuffer())
    const end = input.offset + part.length
    if (end <= it.receivedBytes) return { receivedBytes: it.receivedBytes }
    if (it.state !== 'uploading') throw notNow(it)
    if (input.offset !== it.receivedBytes || end > it.sizeBytes)
      throw conflict('wrong_place', `Send the file on from byte ${it.receivedBytes}.`, {
        receivedBytes: it.receivedBytes,
      })
    await writePart(pathOf(dataFolder, actor.workspaceId, it.id), input.offset, part)
    const state = end === it.sizeBytes ? ('reading' as const) : ('uploading' as const)
    await changeImport(db, it.id, { states: ['uploading'] }, { received_bytes: end, state }, now)
    return { receivedBytes: end }
  }),
  change: os.change.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const it = await findImport(db, input.id, { lock: true })
    mayBring(actor, input.record ?? it.record, input.mapping ?? null)
    const before = it.state === 'read' || it.state === 'checked' || (it.state === 'failed' && !it.startedAt)
    if (!before) throw notNow(it)
    if (input.record && input.record !== it.record) {
      const change = {
        ...{ record: input.record, state: 'reading' as const, problem: null },
        found: { unknown: [] },
      }
      await changeImport(db, it.id, { states: [it.state] }, change, now)
    } else if (input.mapping) {
      const names = new Set(it.recognised?.columns.map(({ name }) => name))
      const wrong = Object.keys(input.mapping.columns).find((name) => !names.has(name))
      if (wrong !== undefined) throw invalid('no_column', `The file has no column “${wrong}”.`)
      await forgetRefusals(db, it.id)
      const change = { mapping: input.mapping, state: 'read' as const, counts: noCounts() }
      await changeImport(db, it.id, { states: [it.state] }, change, now)
    }
    return { operationId }
  }),
  check: os.check.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const it = await findImport(db, input.id, { lock: true })
    mayBring(actor, it.record, it.mapping)
    if (!it.mapping || it.startedAt) throw notNow(it)
    const change = { state: 'checking' as const, counts: noCounts(), problem: null }
    if (!(await changeImport(db, it.id, { states: ['read', 'checked', 'failed'] }, change, now)))
      throw notNow(it)
    return { operationId }
  }),
  start: os.start.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const it = await findImport(db, input.id, { lock: true })
    mayBring(actor, it.record, it.mapping)
    if (it.state === 'failed' && !it.mapping) {
      await changeImport(db, it.id, { states: ['failed'] }, { state: 'reading', problem: null }, now)
      return { operationId }
    }
    if (!it.mapping) throw notNow(it)
    const first = !it.startedAt
    if (first) await forgetRefusals(db, it.id)
    const change = {
      // Whoever lets it go on answers for it.
      ...{ state: 'applying' as const, problem: null, created_by: actor.memberId },
      ...(first && {
        started_at: now,
        operation_id: uuidv7(now),
        counts: noCounts(),
        found: { unknown: [] },
      }),
    }
    const states: ImportState[] = first ? ['read', 'checked', 'failed'] : ['paused', 'failed']
    if (!(await changeImport(db, it.id, { states }, change, now))) throw notNow(it)
    return { operationId }
  }),
  pause: os.pause.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const it = await findImport(db, input.id)
    mayBring(actor, it.record)
    if (!(await changeImport(db, it.id, { states: ['applying'] }, { state: 'paused' }, now))) throw notNow(it)
    return { operationId }
  }),
  cancel: os.cancel.handler(
    async ({ context: { db, now, actor, operationId, dataFolder, after }, input }) => {
      const it = await findImport(db, input.id, { lock: true })
      mayBring(actor, it.record)
      if (it.state === 'checking')
        await changeImport(db, it.id, { states: ['checking'] }, { state: 'read', counts: noCounts() }, now)
      else {
        const states: ImportState[] = [
          'uploading',
          'reading',
          'read',
          'checked',
          'applying',
          'paused',
          'failed',
        ]
        const change = { state: 'cancelled' as const, finished_at: now }
        if (!(await changeImport(db, it.id, { states }, change, now))) throw notNow(it)
        after(() => removeFile(pathOf(dataFolder, actor.workspaceId, it.id)))
      }
      return { operationId }
    },
  ),
  undo: os.undo.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const it = await findImport(db, input.id, { lock: true })
    mayBring(actor, it.record, it.mapping)
    if (!it.operation_id || isNothingIn(it))
      throw conflict('nothing_in', 'Nothing of this file came in, so there is nothing to take back.')
    const change = { state: 'undoing' as const, problem: null }
    if (it.state === 'undone' || !(await changeImport(db, it.id, { states: undoneFrom }, change, now)))
      throw notNow(it)
    return { operationId }
  }),
  refusals: os.refusals.handler(async ({ context: { db, actor }, input }) => {
    mayBring(actor, null)
    return refusalsOf(db, input.id, input)
  }),
  refusedFile: os.refusedFile.handler(async ({ context: { db, actor }, input }) => {
    mayBring(actor, null)
    const it = await findImport(db, input.id)
    const names = it.recognised?.columns.map(({ name }) => name) ?? []
    return refusedFile(`${stemOf(it)} refused.csv`, names, await allRefusals(db, it.id))
  }),
  stayed: os.stayed.handler(async ({ context: { db, actor, registry }, input: { id, cursor, limit } }) => {
    const from = cursor ? Number(decodeCursor(cursor, 'count')[0]) : 0
    const it = await findImport(db, id)
    mayBring(actor, it.record, it.mapping)
    const to = from + limit
    const some = it.conflicts.slice(from, to)
    return {
      rows: it.operation_id ? await stayedRows(db, it.operation_id, some, registry) : [],
      next: it.conflicts.length > to ? encodeCursor([to]) : null,
    }
  }),
  stayedFile: os.stayedFile.handler(async ({ context: { db, actor, registry }, input }) => {
    const it = await findImport(db, input.id)
    mayBring(actor, it.record, it.mapping)
    return stayedFile(db, it, registry)
  }),
})
