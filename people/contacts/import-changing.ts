import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { type ImportHow, type ImportRow, isNumberOfTool } from '#platform/registry'
import { fieldValues, isSame, setFieldValues } from '#workspace/fields'
import { shownName } from './contact.ts'
import { customFacts, keepFacts } from './facts.ts'
import { factsOf, relatedTo } from './import-making.ts'
import { addNumbers } from './numbers.ts'
import { type Column, columns, type Ready, type Values } from './reading.ts'
import { contactsChanged } from './store.ts'
import { tagAll } from './tags.ts'

export type Known = { id: string; name: string; bars: string[] } & Partial<
  Record<Column | 'email_key' | 'phone_key', string | null>
>
type Theirs = { ready: Ready; contact: Known }
type Change = {
  id: string
  set: Values
  custom: ImportRow['custom']
  relations: ImportRow['custom']
  bars: string[] | null
}

const betweenBars = '\n'

/** Changes people who are known, field by field as the policy says; gives whom it changed. */
export async function changeFromFile(
  db: Db,
  theirs: readonly Theirs[],
  how: Pick<ImportHow, 'now' | 'policy' | 'ask'>,
): Promise<Set<string>> {
  if (theirs.length === 0) return new Set()
  const { now, policy } = how
  const changes = await changesOf(db, theirs, how)
  await write(db, changes, now)
  const changed = new Set(changes.map(({ id }) => id))
  if (policy('tags') !== 'keep')
    for (const id of await tagAll(
      db,
      theirs.map(({ ready: { row }, contact }) => ({ id: contact.id, row })),
      now,
    ))
      changed.add(id)
  const numbers = theirs.flatMap(({ ready: { values }, contact }) => {
    const number = values.external_id
    const isFurther = number && contact.external_id && number !== contact.external_id
    return isFurther && isNumberOfTool(number) && policy('externalId') !== 'keep'
      ? [{ contactId: contact.id, number }]
      : []
  })
  for (const id of await addNumbers(db, numbers, now)) changed.add(id)
  await keepFacts(
    db,
    changes.flatMap(({ id, set, custom }) => [...factsOf(id, set), ...customFacts(id, custom)]),
    now,
  )
  await setFieldValues(
    db,
    'contact',
    changes.map(({ id, custom, relations }) => ({ recordId: id, values: { ...custom, ...relations } })),
    now,
    { read: true },
  )
  await contactsChanged(db, [...changed], now, 'import', 'bulk')
  return changed
}

/** What the rows change of whom: one change each, though two of the rows may lead to the same person. */
async function changesOf(
  db: Db,
  theirs: readonly Theirs[],
  { policy, ask }: Pick<ImportHow, 'policy' | 'ask'>,
): Promise<Change[]> {
  const held = await fieldValues(
    db,
    theirs.map(({ contact }) => contact.id),
  )
  const related = await relatedTo(
    db,
    theirs.map(({ ready }) => ready),
    ask,
  )
  const changes = new Map<string, Change>()
  for (const [n, { ready, contact }] of theirs.entries()) {
    const set: Values = {}
    for (const [field, column] of Object.entries(columns)) {
      const value = ready.values[column]
      if (value === undefined || value === null || !wins(policy(field), contact[column] ?? null, value))
        continue
      set[column] = value
      if (column === 'phone') set.phone_key = ready.values.phone_key ?? null
    }
    if (set.first_name !== undefined || set.last_name !== undefined)
      set.name = shownName({
        firstName: set.first_name ?? contact.first_name,
        lastName: set.last_name ?? contact.last_name,
      })
    const taken = (values: ImportRow['custom']) =>
      Object.fromEntries(
        Object.entries(values).filter(([key, value]) =>
          wins(policy(key), held.get(contact.id)?.[key] ?? null, value),
        ),
      )
    const [custom, relations] = [taken(ready.row.custom), taken(related[n]!)]
    const before = changes.get(contact.id)
    const had = before?.bars ?? contact.bars
    const bars = [...new Set([...had, ...ready.row.bars])]
    const isBarred = bars.length > had.length
    if (Object.keys(set).length === 0 && Object.keys({ ...custom, ...relations }).length === 0 && !isBarred)
      continue
    changes.set(contact.id, {
      id: contact.id,
      set: { ...before?.set, ...set },
      custom: { ...before?.custom, ...custom },
      relations: { ...before?.relations, ...relations },
      bars: isBarred ? bars : (before?.bars ?? null),
    })
  }
  return [...changes.values()]
}

/** A file never empties a column: what it does not set stays. */
async function write(db: Db, changes: readonly Change[], now: Date): Promise<void> {
  if (changes.length === 0) return
  const of = (column: keyof Values) => sql`${changes.map(({ set }) => set[column] ?? null)}`
  await sql`
    update contact c set
      external_id = coalesce(g.external_id, c.external_id), first_name = coalesce(g.first_name, c.first_name),
      last_name = coalesce(g.last_name, c.last_name), name = coalesce(g.name, c.name), email = coalesce(g.email, c.email),
      phone = coalesce(g.phone, c.phone), phone_key = case when g.phone is null then c.phone_key else g.phone_key end,
      job_title = coalesce(g.job_title, c.job_title), company_id = coalesce(g.company_id, c.company_id),
      company_by_domain = case when g.company_id is null then c.company_by_domain end,
      city = coalesce(g.city, c.city), country = coalesce(g.country, c.country), owner_id = coalesce(g.owner_id, c.owner_id),
      bars = coalesce(string_to_array(g.bars, ${betweenBars}), c.bars), changed_at = ${now}
    from unnest(${changes.map(({ id }) => id)}::uuid[], ${of('external_id')}::text[], ${of('first_name')}::text[], ${of('last_name')}::text[],
      ${of('name')}::text[], ${of('email')}::text[], ${of('phone')}::text[], ${of('phone_key')}::text[], ${of('job_title')}::text[],
      ${of('company_id')}::uuid[], ${of('city')}::text[], ${of('country')}::text[], ${of('owner_id')}::uuid[],
      ${changes.map(({ bars }) => bars?.join(betweenBars) ?? null)}::text[])
      as g (id, external_id, first_name, last_name, name, email, phone, phone_key, job_title, company_id, city, country, owner_id, bars)
    where c.id = g.id`.execute(db)
}

function wins(policy: ReturnType<ImportHow['policy']>, before: unknown, value: unknown): boolean {
  if (policy === 'keep' || isSame(before, value)) return false
  return policy === 'overwrite' || before === null
}
