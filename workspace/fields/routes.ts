import { implement } from '@orpc/server'
import { type Actor, type Entry, guard, invalid, notFound } from '#platform/http'
import { followRows, type Registry } from '#platform/registry'
import { functions } from './adapters/formula.ts'
import { breakingNow } from './breaking.ts'
import { inputsOf } from './computed.ts'
import { beginComputing, checkFormula, formulaOf, reasonsOf } from './computing.ts'
import { type FieldRecord, fieldsContract, hasChoices, readsRecord } from './contract.ts'
import { choicesAfter } from './field.ts'
import { countOf, referringTo, relatedNames } from './related.ts'
import { checkRules } from './rules.ts'
import { checkRole, createField, fieldsOf, findField } from './store.ts'
import { putInOrder, renameChoices, usageOf } from './upkeep.ts'

const os = implement(fieldsContract).$context<Entry>().use(guard)

const mostReferring = 50
const inputsFor = (registry: Registry, record: FieldRecord) =>
  registry.formulas.find((it) => it.record === record)?.inputs ?? []

/** Whoever may not read a kind of record is told of none by a relation either. */
const mayRead = ({ permissions }: Pick<Actor, 'permissions'>, record: FieldRecord) =>
  permissions.has(readsRecord[record])

export const fields = os.router({
  list: os.list.handler(async ({ context: { db }, input }) => ({
    rows: await fieldsOf(db, input.record, { archived: input.archived }),
  })),
  create: os.create.handler(async ({ context: { db, now, operationId, registry }, input }) => {
    const inputs = inputsFor(registry, input.record)
    await checkFormula(db, { ...input, formula: input.formula ?? null }, inputs)
    const field = await createField(db, input, now)
    if (field.formula) await beginComputing(db, field, await countOf(db, field.record), now)
    return { id: field.id, key: field.key, operationId }
  }),
  update: os.update.handler(async ({ context, input }) => {
    const { db, now, operationId, registry } = context
    const field = await findField(db, input.id)
    const role = input.role ?? field.role
    const roleReason = input.roleReason === undefined ? field.roleReason : input.roleReason
    checkRole({ role, roleReason })
    const choices = choicesAfter(field, input)
    const rules = input.rules ?? field.rules
    if (input.rules && field.formula !== null)
      throw invalid('computed_field', `“${field.label}” is computed, so it takes no rules.`)
    checkRules({ type: field.type, rules })
    if (input.formula !== undefined) {
      if (field.formula === null)
        throw invalid('not_computed', `“${field.label}” is filled in, not computed.`)
      await checkFormula(db, { ...field, formula: input.formula }, inputsFor(registry, field.record))
      if (input.formula !== field.formula)
        await beginComputing(db, field, await countOf(db, field.record), now)
    }
    await db
      .updateTable('field')
      .set({
        label: input.label ?? field.label,
        choices,
        formula: input.formula ?? field.formula,
        rules: JSON.stringify(rules),
        role,
        role_reason: role === 'plain' ? null : roleReason,
        position: input.position ?? field.position,
      })
      .where('id', '=', field.id)
      .execute()
    if (hasChoices(field.type) && input.renames?.length) {
      const touched = await renameChoices(db, field.id, input.renames)
      await followRows(db, registry.restored, new Map([['field_value', touched]]), now)
    }
    const { count, atLeast } = await breakingNow(db, { ...field, rules: input.rules ?? {} }, now)
    return { operationId, breaking: { count, atLeast } }
  }),
  breaking: os.breaking.handler(async ({ context: { db, now }, input }) =>
    breakingNow(db, await findField(db, input.id), now),
  ),
  related: os.related.handler(async ({ context: { db, actor }, input }) => ({
    rows: mayRead(actor, input.record) ? await relatedNames(db, input.record, input.ids) : [],
  })),
  referring: os.referring.handler(async ({ context: { db, actor }, input }) => {
    if (!mayRead(actor, input.record)) return { rows: [] }
    const [there] = await relatedNames(db, input.record, [input.id])
    if (!there) throw notFound('no_record', 'This record is not there, or you may not see it.')
    const naming = (await fieldsOf(db)).filter(
      ({ relatesTo, record }) => relatesTo === input.record && mayRead(actor, record),
    )
    return { rows: await referringTo(db, naming, input.id, mostReferring) }
  }),
  formula: os.formula.handler(async ({ context: { db, registry }, input }) => {
    const inputs = inputsFor(registry, input.record)
    const all = await fieldsOf(db, input.record)
    const others = all.filter(({ id }) => id !== input.fieldId)
    const edited = all.find(({ id }) => id === input.fieldId)
    const names = inputsOf(others, inputs).map(({ name, label, type }) => ({ name, label, type }))
    const text = input.formula.trim()
    const fresh = { id: 'new', key: 'new', label: 'It', type: 'text' as const, currency: null }
    const field = { ...(edited ?? fresh), formula: text }
    const found = text ? formulaOf(field, others, inputs) : null
    return {
      type: found && 'type' in found ? found.type : null,
      problem: found && 'problem' in found ? found.problem : null,
      names,
      functions,
    }
  }),
  reasons: os.reasons.handler(async ({ context: { db, actor, registry }, input }) => {
    const isThere =
      mayRead(actor, input.record) && (await relatedNames(db, input.record, [input.id])).length > 0
    if (!isThere) throw notFound('no_record', 'This record is not there, or you may not see it.')
    return { rows: await reasonsOf(db, input.record, input.id, inputsFor(registry, input.record)) }
  }),
  usage: os.usage.handler(async ({ context: { db }, input }) => ({ rows: await usageOf(db, input.record) })),
  order: os.order.handler(async ({ context: { db, operationId }, input }) => {
    await putInOrder(db, input.record, input.ids)
    return { operationId }
  }),
  archive: os.archive.handler(async ({ context: { db, now, operationId }, input }) => {
    const field = await findField(db, input.id)
    await db.updateTable('field').set({ archived_at: now }).where('id', '=', field.id).execute()
    return { operationId }
  }),
  restore: os.restore.handler(async ({ context: { db, operationId }, input }) => {
    const field = await findField(db, input.id)
    await db.updateTable('field').set({ archived_at: null }).where('id', '=', field.id).execute()
    return { operationId }
  }),
})
