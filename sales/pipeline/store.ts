import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid, notFound } from '#platform/http'
import { fieldsOf } from '#workspace/fields'
import { isKnownFact } from './contract.ts'
import { checkPipeline, defaultReasons, defaultStages, inOrder, type Stage } from './pipeline.ts'

const columns = ['id', 'name', 'position', 'probability', 'kind', 'qualified', 'required'] as const

/** The stages in their order. */
export async function stages(db: Db): Promise<Stage[]> {
  return db
    .selectFrom('stage')
    .select(columns)
    .where('archived_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

export async function closeReasons(db: Db) {
  return db
    .selectFrom('close_reason')
    .select(['id', 'kind', 'label', 'position'])
    .where('archived_at', 'is', null)
    .orderBy('kind')
    .orderBy('position')
    .execute()
}

/** The pipeline and reasons that every new firm starts with. */
export async function makeDefaultPipeline(db: Db, now: Date): Promise<void> {
  await db
    .insertInto('stage')
    .values(defaultStages.map((stage) => ({ id: uuidv7(now), ...stage, created_at: now })))
    .execute()
  await db
    .insertInto('close_reason')
    .values(
      defaultReasons.map((reason, position) => ({ id: uuidv7(now), ...reason, position, created_at: now })),
    )
    .execute()
}

/** Saves the whole pipeline at once. A stage with deals in it can't go until they have been moved. */
export async function savePipeline(
  db: Db,
  given: (Omit<Stage, 'id' | 'position'> & { id?: string | undefined })[],
  now: Date,
): Promise<void> {
  checkPipeline(given)
  // Held to the end: of two who save at once the second replaces what the first saved.
  await db.selectFrom('stage').select('id').orderBy('id').forUpdate().execute()
  const before = await stages(db)
  for (const { id, kind, name } of given) {
    const known = before.find((it) => it.id === id)
    if (id && !known) throw notFound('no_stage', `“${name}” is not in the pipeline any more. Load it again.`)
    if (known && known.kind !== kind)
      throw invalid('stage_kind', `“${known.name}” can't change between open, won and lost. Add a new stage.`)
  }
  await refuseUnknownFacts(db, given)
  await archiveStages(
    db,
    before.filter((stage) => !given.some((it) => it.id === stage.id)),
    now,
  )
  await db.updateTable('stage').set({ qualified: false }).where('qualified', '=', true).execute()
  for (const [n, { id, ...stage }] of inOrder(given).entries()) {
    const values = { ...stage, required: [...new Set(stage.required)], position: n + 1 }
    if (id) await db.updateTable('stage').set(values).where('id', '=', id).execute()
    else
      await db
        .insertInto('stage')
        .values({ id: uuidv7(now), ...values, created_at: now })
        .execute()
  }
}

async function archiveStages(db: Db, gone: Stage[], now: Date): Promise<void> {
  if (gone.length === 0) return
  const ids = gone.map((it) => it.id)
  const held = await db
    .selectFrom('stage')
    .select('name')
    .where('id', 'in', ids)
    .where(
      sql<boolean>`exists (select from deal d where d.workspace_id = stage.workspace_id and d.stage_id = stage.id and d.state = 'open' and d.deleted_at is null)`,
    )
    .orderBy('position')
    .execute()
  if (held.length > 0)
    throw invalid(
      'stage_in_use',
      `${held.map((it) => `“${it.name}”`).join(' and ')} still ${held.length > 1 ? 'hold' : 'holds'} deals. Move them first.`,
    )
  await db.updateTable('stage').set({ archived_at: now, qualified: false }).where('id', 'in', ids).execute()
}

/** A required fact is one that every deal has a place for, or a custom field of deals. */
async function refuseUnknownFacts(db: Db, given: Pick<Stage, 'name' | 'required'>[]): Promise<void> {
  const fields = new Set((await fieldsOf(db, 'deal')).flatMap((it) => (it.formula === null ? it.key : [])))
  for (const stage of given) {
    const unknown = stage.required.find((key) => !isKnownFact(key) && !fields.has(key))
    if (unknown)
      throw invalid('unknown_fact', `“${stage.name}” requires “${unknown}”, which no deal can have.`)
  }
}

export async function addReason(
  db: Db,
  reason: { kind: 'won' | 'lost'; label: string },
  now: Date,
): Promise<string> {
  const others = (await closeReasons(db)).filter((it) => it.kind === reason.kind)
  refuseTwin(others, reason.label)
  const id = uuidv7(now)
  const position = Math.max(-1, ...others.map((it) => it.position)) + 1
  await db
    .insertInto('close_reason')
    .values({ id, ...reason, position, created_at: now })
    .execute()
  return id
}

export async function renameReason(db: Db, { id, label }: { id: string; label: string }): Promise<void> {
  const all = await closeReasons(db)
  const reason = all.find((it) => it.id === id)
  if (!reason) throw notFound('no_reason', 'This reason is not there any more.')
  refuseTwin(
    all.filter((it) => it.kind === reason.kind && it.id !== id),
    label,
  )
  await db.updateTable('close_reason').set({ label }).where('id', '=', id).execute()
}

export async function archiveReason(db: Db, id: string, now: Date): Promise<void> {
  const all = await closeReasons(db)
  const reason = all.find((it) => it.id === id)
  if (!reason) throw notFound('no_reason', 'This reason is not there any more.')
  if (all.filter((it) => it.kind === reason.kind).length === 1)
    throw invalid('last_reason', `Without a reason no deal could be ${reason.kind}. Add another one first.`)
  await db.updateTable('close_reason').set({ archived_at: now }).where('id', '=', id).execute()
}

function refuseTwin(others: { label: string }[], label: string): void {
  const same = (other: { label: string }) => other.label.toLocaleLowerCase() === label.toLocaleLowerCase()
  if (others.some(same))
    throw invalid('same_reason', 'There is a reason of this name already.', { fields: { label: 'Taken' } })
}
