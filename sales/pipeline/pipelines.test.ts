import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { createField } from '#workspace/fields'

const refused = (reason: string) => ({ data: { reason } })

describe('the pipeline of a firm', async () => {
  const w = await world()
  const { pipeline, deals, audit } = w.owner.client
  const load = async () => (await pipeline.get()).stages.map(({ position: _, ...stage }) => stage)
  const names = async () => (await load()).map((it) => it.name)
  const fresh = { name: 'Pilot', probability: 50, kind: 'open' as const, qualified: false, required: [] }

  it('takes a new order and new stages, with won and lost at the end, and gives the old one back', async () => {
    const [one, two, ...rest] = await load()
    const { operationId } = await pipeline.save({ stages: [...rest, fresh, two!, one!] })
    expect(await names()).toEqual(['Proposal', 'Agreeing', 'Pilot', 'Understanding', 'New', 'Won', 'Lost'])
    await audit.undo({ id: operationId! })
    expect(await names()).toEqual(['New', 'Understanding', 'Proposal', 'Agreeing', 'Won', 'Lost'])
  })

  it('keeps a stage that holds deals, and lets it go when they have left', async () => {
    const { id } = await deals.create({ name: 'In the way' })
    const stages = await load()
    const without = stages.filter((it) => it.name !== 'New')
    await expect(pipeline.save({ stages: without })).rejects.toMatchObject({
      message: '“New” still holds deals. Move them first.',
      data: { reason: 'stage_in_use' },
    })
    await deals.move({ id, stageId: stages[1]!.id })
    const { operationId } = await pipeline.save({ stages: without })
    expect(await names()).not.toContain('New')
    await audit.undo({ id: operationId! })
    expect(await names()).toContain('New')
  })

  it('lets a stage go whose deals move to another one at once', async () => {
    const stages = await load()
    const [first, second] = stages
    const made = [await deals.create({ name: 'One' }), await deals.create({ name: 'Two' })]
    const { moved, operationId } = await deals.moveAll({ fromStageIds: [first!.id], toStageId: second!.id })
    expect(moved).toBe(2)
    for (const { id } of made) {
      const deal = await deals.get({ id })
      expect(deal.stageId).toBe(second!.id)
      expect(deal.history.map((it) => it.stageId)).toEqual([first!.id, second!.id])
    }
    const saved = await pipeline.save({ stages: stages.slice(1) })
    await expect(deals.moveAll({ fromStageIds: [second!.id], toStageId: first!.id })).rejects.toMatchObject(
      refused('no_stage'),
    )
    await audit.undo({ id: saved.operationId! })
    await audit.undo({ id: operationId! })
    expect((await deals.get({ id: made[0]!.id })).stageId).toBe(first!.id)
    const near = await w.member('sales_manager', { visibility: 'own' })
    await expect(near.client.pipeline.save({ stages })).rejects.toMatchObject(refused('not_all_deals'))
    for (const { id } of made) await deals.remove({ id })
  })

  it('moves thousands of deals within seconds, and gives them back', { timeout: 60_000 }, async () => {
    const [first, second] = (await load()).map((it) => it.id) as [string, string]
    const { id } = await deals.create({ name: 'Many', oneOffMinor: 500 })
    const [{ columns }] = (await w.sql(
      `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute where attrelid = 'deal'::regclass
       and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'id'`,
    )) as [{ columns: string }]
    const access = { workspaceId: w.workspaceId, actor: 'test', now: w.clock.now() }
    const as = { ...access, operation: { kind: 'test' } }
    await w.database.tenant(as, (db) =>
      sql`insert into deal (id, ${sql.raw(columns)}) select gen_random_uuid(), ${sql.raw(columns)} from deal, generate_series(2, 4000)
          where id = ${id}`.execute(db),
    )
    const inFirst = async () => (await deals.count({ stageId: first })).count
    const { moved, operationId } = await deals.moveAll({ fromStageIds: [first], toStageId: second })
    expect([moved, await inFirst()]).toEqual([4000, 0])
    expect(await audit.undo({ id: operationId! })).toMatchObject({ state: 'undoing' })
    await w.tick('undoing')
    expect(await audit.undoing({ id: operationId! })).toMatchObject({ restored: 4000, conflicts: [] })
    expect(await inFirst()).toBe(4000)
    // What the change log adds to a statement: a row of it once wrote the deal out for each of its columns, 1.4 ms a deal.
    await w.database.tenant({ ...as, statementTimeoutMs: 5000 }, (db) =>
      sql`update deal set position = position + 1`.execute(db),
    )
    await w.database.tenant(as, (db) => sql`update deal set deleted_at = now()`.execute(db))
  })

  it('refuses what could not work', async () => {
    const stages = await load()
    const changed = (change: object) =>
      stages.map((it) => (it.name === 'Proposal' ? { ...it, ...change } : it))
    await expect(pipeline.save({ stages: changed({ required: ['shoe_size'] }) })).rejects.toMatchObject(
      refused('unknown_fact'),
    )
    await expect(pipeline.save({ stages: changed({ kind: 'won' }) })).rejects.toMatchObject(
      refused('won_and_lost'),
    )
    await expect(pipeline.save({ stages: changed({ qualified: true }) })).rejects.toMatchObject(
      refused('one_qualified'),
    )
    const swapped = stages.map((it) =>
      it.name === 'Won'
        ? { ...it, kind: 'lost' as const }
        : it.name === 'Lost'
          ? { ...it, kind: 'won' as const }
          : it,
    )
    await expect(pipeline.save({ stages: swapped })).rejects.toMatchObject(refused('stage_kind'))
    const foreign = (await (await w.other()).client.pipeline.get()).stages[0]!
    await expect(pipeline.save({ stages: [...stages, { ...fresh, id: foreign.id }] })).rejects.toMatchObject(
      refused('no_stage'),
    )
    expect(await load()).toEqual(stages)
  })

  it('is whole after many save at once', async () => {
    const stages = await load()
    const open = stages.filter((it) => it.kind === 'open')
    await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        pipeline.save({
          stages: stages.map((it) => ({ ...it, qualified: it.id === open[n % open.length]!.id })),
        }),
      ),
    ).then((saves) => expect(saves.map((it) => it.status)).toEqual(Array(8).fill('fulfilled')))
    expect((await load()).filter((it) => it.qualified)).toHaveLength(1)
  })

  it('lets a deal into a stage only with the custom field that it requires', async () => {
    const { id: fieldId, key } = await addField(w, 'Budget')
    expect(fieldId).toBeTruthy()
    const stages = await load()
    await pipeline.save({
      stages: stages.map((it) => (it.name === 'Understanding' ? { ...it, required: [key] } : it)),
    })
    const { id } = await deals.create({ name: 'Asks' })
    const stageId = stages.find((it) => it.name === 'Understanding')!.id
    await expect(deals.move({ id, stageId })).rejects.toMatchObject({
      message: '“Understanding” needs “Budget” first.',
      data: { missing: [key] },
    })
    await deals.update({ id, fields: { [key]: 'approved' } })
    await deals.move({ id, stageId })
    expect((await deals.get({ id })).fields).toEqual({ [key]: 'approved' })
    await expect(deals.update({ id, fields: { unknown: 'x' } })).rejects.toMatchObject(
      refused('unknown_field'),
    )
  })

  it('has reasons that can be added, renamed and put away, but never the last of a kind', async () => {
    const of = async (kind: string) => (await pipeline.get()).reasons.filter((it) => it.kind === kind)
    const { id } = await pipeline.addReason({ kind: 'lost', label: 'Moved abroad' })
    expect((await of('lost')).at(-1)).toMatchObject({ id, label: 'Moved abroad' })
    await expect(pipeline.addReason({ kind: 'lost', label: 'moved ABROAD' })).rejects.toMatchObject(
      refused('same_reason'),
    )
    await pipeline.renameReason({ id, label: 'Left the country' })
    await pipeline.archiveReason({ id })
    await expect(pipeline.archiveReason({ id })).rejects.toMatchObject(refused('no_reason'))
    const won = await of('won')
    for (const { id } of won.slice(1)) await pipeline.archiveReason({ id })
    await expect(pipeline.archiveReason({ id: won[0]!.id })).rejects.toMatchObject(refused('last_reason'))
    const { id: dealId } = await deals.create({ name: 'Won late' })
    await expect(deals.win({ id: dealId, reasonId: won[1]!.id })).rejects.toMatchObject(
      refused('wrong_reason'),
    )
  })

  it('is changed by who may manage it only', async () => {
    const rep = await w.member('sales_rep')
    expect((await rep.client.pipeline.get()).stages.length).toBeGreaterThan(3)
    await expect(rep.client.pipeline.save({ stages: await load() })).rejects.toMatchObject({ status: 403 })
  })
})

/** A text field of deals. */
async function addField(w: Awaited<ReturnType<typeof world>>, label: string) {
  return w.inside((db) => createField(db, { record: 'deal', label, type: 'text' }, w.clock.now()))
}
