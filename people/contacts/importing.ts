import { sql } from 'kysely'
import { companiesByDomain } from '#people/companies'
import { erasedAmong, erasedWords } from '#people/erased'
import { bearSubjects } from '#people/identity'
import { beginStanding } from '#people/standing'
import { isUuidv7, uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type ImportFinding, type ImportHow, type ImportRow, isNumberOfTool } from '#platform/registry'
import { fieldValues, isSame, relatedIn, setFieldValues } from '#workspace/fields'
import { shownName } from './contact.ts'
import { customFacts, type FactChange, keepFacts, keepFirstFacts } from './facts.ts'
import { addNumbers, contactsByNumber } from './numbers.ts'
import { type Column, columns, prepare, type Ready, type Values } from './reading.ts'
import { contactColumns, contactsChanged, factColumns, findContact } from './store.ts'
import { tagAll } from './tags.ts'

type Known = { id: string; name: string; bars: string[] } & Partial<
  Record<Column | 'email_key' | 'phone_key', string | null>
>

/** Whom a row is about. */
export type BroughtPerson = { row: ImportRow; contactId: string }

/**
 * People from a file: known by their external id, else their address, else (with neither) their number. Who has no
 * external id stands in our own files under our id, and is known by that.
 */
export async function bringContacts(
  db: Db,
  rows: readonly ImportRow[],
  how: How,
): Promise<{ findings: ImportFinding[]; people: BroughtPerson[] }> {
  const findings: ImportFinding[] = []
  const people: BroughtPerson[] = []
  const ready = await prepare(db, rows, how, findings)
  for (const batch of withoutRepeats(ready)) findings.push(...(await bringBatch(db, batch, how, people)))
  return { findings, people }
}

/** Two rows about one person go one after the other, so that the second finds the first. */
function withoutRepeats(ready: readonly Ready[]): Ready[][] {
  const batches: Ready[][] = []
  let seen = new Set<string>()
  let batch: Ready[] = []
  for (const one of ready) {
    if (one.keys.some((key) => seen.has(key))) {
      batches.push(batch)
      batch = []
      seen = new Set()
    }
    batch.push(one)
    for (const key of one.keys) seen.add(key)
  }
  return batch.length > 0 ? [...batches, batch] : batches
}

type How = Pick<ImportHow, 'now' | 'secret' | 'policy' | 'ask'>

async function bringBatch(
  db: Db,
  batch: readonly Ready[],
  how: How,
  people: BroughtPerson[],
): Promise<ImportFinding[]> {
  const known = await knownBy(db, batch)
  const unknown: Ready[] = []
  const theirs: { ready: Ready; contact: Known }[] = []
  for (const one of batch) {
    const contact = one.keys.map((key) => known.get(key)).find((it) => it !== undefined)
    if (contact) theirs.push({ ready: withoutOurs(one, contact, known), contact })
    else unknown.push(one)
  }
  const erased = await erasedAmong(
    db,
    how.secret,
    unknown.flatMap(({ keys }) => keys),
  )
  const isErased = ({ keys }: Ready) => keys.some((key) => erased.has(key))
  const fresh = unknown.filter((one) => !isErased(one)).map((one) => ({ ...one, id: uuidv7(how.now) }))
  await create(db, fresh, how)
  for (const { row, id } of fresh) people.push({ row, contactId: id })
  for (const { ready, contact } of theirs) people.push({ row: ready.row, contactId: contact.id })
  const changed = await change(db, theirs, how)
  return [
    ...unknown
      .filter(isErased)
      .map(
        ({ row }): ImportFinding => ({ line: row.line, is: 'refused', reason: erasedWords, erased: true }),
      ),
    ...fresh.map(({ row }): ImportFinding => ({ line: row.line, is: 'created' })),
    ...theirs.map(
      ({ ready: { row }, contact }): ImportFinding => ({
        line: row.line,
        is: changed.has(contact.id) ? 'matched' : 'unchanged',
      }),
    ),
  ]
}

/** Our own id, which led to them, does not become their external id. */
function withoutOurs(ready: Ready, contact: Known, known: ReadonlyMap<string, Known>): Ready {
  const { external_id: id, ...values } = ready.values
  const isOurs = id && id !== contact.external_id && known.get(`x ${id}`) === contact
  return isOurs ? { ...ready, values } : ready
}

async function knownBy(db: Db, batch: readonly Ready[]): Promise<Map<string, Known>> {
  const of = (kind: string) =>
    batch.flatMap(({ keys }) => keys.filter((key) => key.startsWith(kind)).map((key) => key.slice(2)))
  const [externals, emails, phones] = [of('x '), of('e '), of('p ')]
  const numbers = await contactsByNumber(db, externals)
  const ours = [...externals.filter(isUuidv7), ...numbers.values()]
  const rows = await db
    .selectFrom('contact')
    .select([...contactColumns, 'email_key'])
    .where('deleted_at', 'is', null)
    .where(
      sql<boolean>`(external_id = any(${externals}::text[]) or id = any(${ours}::uuid[]) or email_key = any(${emails}::text[]) or phone_key = any(${phones}::text[]))`,
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const found = new Map<string, Known>()
  for (const row of rows) {
    const theirs = row.merged_into ? await findContact(db, row.merged_into) : row
    if (row.external_id) found.set(`x ${row.external_id}`, theirs)
    else found.set(`x ${row.id}`, theirs)
    for (const [number, id] of numbers) if (id === row.id) found.set(`x ${number}`, theirs)
    if (row.email_key) found.set(`e ${row.email_key}`, theirs)
    if (row.phone_key) found.set(`p ${row.phone_key}`, theirs)
  }
  return found
}

async function create(
  db: Db,
  fresh: readonly (Ready & { id: string })[],
  { now, ask }: Pick<How, 'now' | 'ask'>,
): Promise<void> {
  if (fresh.length === 0) return
  const ids = fresh.map(({ id }) => id)
  const joined = await companiesByDomain(
    db,
    fresh.map(({ values }) => (values.company_id ? null : values.email)),
  )
  for (const { values } of fresh)
    if (!values.company_id) values.company_id = joined.get(values.email ?? '')?.companyId ?? null
  const byDomain = fresh.map(({ values }) => {
    const it = joined.get(values.email ?? '')
    return it && it.companyId === values.company_id ? it.domain : null
  })
  const of = (column: Column | 'phone_key') => sql`${fresh.map(({ values }) => values[column] ?? null)}`
  await sql`
    insert into contact (id, external_id, first_name, last_name, name, email, phone, phone_key, job_title, company_id, company_by_domain, city,
      country, owner_id, bars, created_via, status, created_at, changed_at)
    select id, external_id, first_name, last_name, name, email, phone, phone_key, job_title, company_id, company_by_domain, city, country, owner_id,
      array(select jsonb_array_elements_text(bars)), 'import', 'person', ${now}::timestamptz, ${now}::timestamptz
    from unnest(${ids}::uuid[], ${of('external_id')}::text[], ${of('first_name')}::text[], ${of('last_name')}::text[],
      ${fresh.map(({ values }) => values.name)}::text[], ${of('email')}::text[], ${of('phone')}::text[], ${of('phone_key')}::text[],
      ${of('job_title')}::text[], ${of('company_id')}::uuid[], ${byDomain}::text[], ${of('city')}::text[], ${of('country')}::text[], ${of('owner_id')}::uuid[],
      ${fresh.map(({ row }) => JSON.stringify(row.bars))}::jsonb[])
      as n (id, external_id, first_name, last_name, name, email, phone, phone_key, job_title, company_id, company_by_domain, city, country, owner_id, bars)`.execute(
    db,
  )
  await bearSubjects(db, ids, now)
  await beginStanding(db, ids, 'person')
  await keepFirstFacts(
    db,
    fresh.flatMap(({ id, values, row }) => [
      ...factsOf(id, values),
      ...customFacts(id, row.custom),
      { contactId: id, field: 'created_via', value: 'import' },
    ]),
    now,
  )
  const related = await relatedTo(db, fresh, ask)
  await setFieldValues(
    db,
    'contact',
    fresh.map(({ id, row }, n) => ({ recordId: id, values: { ...row.custom, ...related[n] } })),
    now,
    { read: true },
  )
  await tagAll(
    db,
    fresh.map(({ id, row }) => ({ id, row })),
    now,
  )
  await contactsChanged(db, ids, now, 'import')
}

const relatedTo = (db: Db, rows: readonly { row: ImportRow }[], ask: How['ask']) =>
  relatedIn(
    db,
    'contact',
    rows.map(({ row }) => row),
    ask,
  )

/** Changes people who are known, field by field as the policy says; gives whom it changed. */
async function change(
  db: Db,
  theirs: readonly { ready: Ready; contact: Known }[],
  { now, policy, ask }: How,
): Promise<Set<string>> {
  const changed = new Set<string>()
  const facts: FactChange[] = []
  const customs: { recordId: string; values: ImportRow['custom'] }[] = []
  const held = await fieldValues(
    db,
    theirs.map(({ contact }) => contact.id),
  )
  const related = await relatedTo(
    db,
    theirs.map(({ ready }) => ready),
    ask,
  )
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
    const bars = [...new Set([...contact.bars, ...ready.row.bars])]
    const isBarred = bars.length > contact.bars.length
    if (Object.keys(set).length === 0 && Object.keys({ ...custom, ...relations }).length === 0 && !isBarred)
      continue
    changed.add(contact.id)
    const { name, ...rest } = set
    await db
      .updateTable('contact')
      .set({
        ...rest,
        ...(rest.company_id && { company_by_domain: null }),
        ...(name && { name }),
        ...(isBarred && { bars }),
        changed_at: now,
      })
      .where('id', '=', contact.id)
      .execute()
    facts.push(...factsOf(contact.id, set), ...customFacts(contact.id, custom))
    customs.push({ recordId: contact.id, values: { ...custom, ...relations } })
  }
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
  await keepFacts(db, facts, now)
  await setFieldValues(db, 'contact', customs, now, { read: true })
  await contactsChanged(db, [...changed], now, 'import')
  return changed
}

function wins(policy: ReturnType<How['policy']>, before: unknown, value: unknown): boolean {
  if (policy === 'keep' || isSame(before, value)) return false
  return policy === 'overwrite' || before === null
}

const factsOf = (contactId: string, values: Values): FactChange[] =>
  factColumns.flatMap((field) => {
    const value = field === 'created_via' ? undefined : values[field]
    return value === undefined ? [] : [{ contactId, field, value }]
  })
