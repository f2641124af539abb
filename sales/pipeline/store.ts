import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import { checkPipeline, defaultReasons, defaultStages, type Stage } from './pipeline.ts'

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
  wanted: (Omit<Stage, 'id' | 'position'> & { id?: string | undefined })[],
  now: Date,
): Promise<void> {
  checkPipeline(wanted)
  const before = await stages(db)
  const gone = before.filter((stage) => !wanted.some((it) => it.id === stage.id))
  for (const stage of gone) {
    const deal = await db
      .selectFrom('deal')
      .select('id')
      .where('stage_id', '=', stage.id)
      .where('state', '=', 'open')
      .where('deleted_at', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (deal || stage.kind !== 'open')
      throw invalid('stage_in_use', `“${stage.name}” still holds deals. Move them first.`)
  }
  if (gone.length > 0)
    await db
      .updateTable('stage')
      .set({ archived_at: now, qualified: false })
      .where(
        'id',
        'in',
        gone.map((it) => it.id),
      )
      .execute()
  await db.updateTable('stage').set({ qualified: false }).where('qualified', '=', true).execute()
  for (const [n, { id, ...stage }] of wanted.entries()) {
    const values = { ...stage, position: n + 1 }
    const known = before.find((it) => it.id === id)
    if (known && known.kind !== stage.kind)
      throw invalid('stage_kind', `“${known.name}” can't change between open, won and lost. Add a new stage.`)
    if (known) await db.updateTable('stage').set(values).where('id', '=', known.id).execute()
    else
      await db
        .insertInto('stage')
        .values({ id: uuidv7(now), ...values, created_at: now })
        .execute()
  }
}
