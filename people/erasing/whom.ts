import { containing } from '#platform/db'
import { onceKey } from '#workspace/fields'
import { type Ask, type Catalog, name, type Whom } from './catalog.ts'
import { isFullName, type Needles } from './needles.ts'

export type Person = {
  whom: Whom
  /** What only they are called and reached by: what others share stays where it speaks of others. */
  needles: Needles
  /** What others share with them, in words. */
  shared: string[]
  /** By what they would be known again. */
  keys: string[]
}

type Row = {
  id: string
  name: string
  first_name: string | null
  last_name: string | null
  email: string | null
  phone: string | null
  phone_key: string | null
  external_id: string | null
}

/**
 * Everything by which a person was ever known here: their records, those merged into them, former values, their history. `deep`
 * reads the journal and what letters say from end to end for whatever names their address, which takes too long for somebody who
 * waits.
 */
export async function personOf(
  ask: Ask,
  catalog: Catalog,
  { workspaceId, ids, deep = false }: { workspaceId: number; ids: readonly string[]; deep?: boolean },
): Promise<Person> {
  const rows = await ask<Row>(
    `with recursive one as (
       select id from contact where workspace_id = $1 and id = any ($2::uuid[])
       union select c.id from contact c join one on c.workspace_id = $1 and c.merged_into = one.id
     ) select id, name, first_name, last_name, email, phone, phone_key, external_id from contact
     where workspace_id = $1 and id in (select id from one) order by array_position($2::uuid[], id) nulls last, id`,
    [workspaceId, ids],
  )
  const contacts = rows.map(({ id }) => id)
  const numbers = await ask<{ number: string }>(
    'select number from contact_number where workspace_id = $1 and contact_id = any ($2::uuid[])',
    [workspaceId, contacts],
  )
  const former = await formerValues(ask, workspaceId, contacts)
  const [emails, phones] = [former.filter((it) => it.includes('@')), former.filter((it) => !it.includes('@'))]
  const only = await onlyTheirs(ask, workspaceId, contacts)
  const known = needlesOf([...rows, ...(await formerNames(ask, workspaceId, contacts))], emails, phones, [
    ...numbers.map(({ number }) => number),
    ...only.flatMap(numberOf),
  ])
  const needles = { ...known, names: await alsoFolded(ask, known.names) }
  const kept = await sharedWith(ask, { workspaceId, contacts }, needles)
  const alone = {
    names: needles.names.filter((it) => !kept.names.has(it.toLowerCase())),
    emails: needles.emails.filter((it) => !kept.emails.has(it)),
    phones: needles.phones.filter((it) => !kept.phones.has(it)),
    ids: needles.ids,
  }
  return {
    whom: {
      workspaceId,
      contacts,
      subjects: await subjectsOf(ask, catalog, { workspaceId, contacts, deep }, alone),
    },
    needles: alone,
    shared: [...kept.names, ...kept.emails, ...kept.phones],
    keys: [
      ...alone.emails.map((it) => `e ${it}`),
      ...alone.phones.map((it) => `p ${it}`),
      ...rows.flatMap((it) => [`x ${it.id}`, ...(it.external_id ? [`x ${it.external_id}`] : [])]),
      ...numbers.map(({ number }) => `x ${number}`),
      ...only.map((it) => onceKey(it.field, it.textKey, it.number)),
    ],
  }
}

function needlesOf(
  rows: readonly Omit<Row, 'id'>[],
  emails: readonly string[],
  phones: readonly string[],
  numbers: readonly string[],
): Needles {
  const full = rows.flatMap((row) => [row.name, [row.first_name, row.last_name].filter(Boolean).join(' ')])
  const unlike = (list: readonly (string | null)[]) => [...new Set(list.flatMap((it) => it?.trim() || []))]
  return {
    names: unlike(full).filter(isFullName),
    emails: unlike([...rows.map((row) => row.email), ...emails].map((it) => it?.toLowerCase() ?? null)),
    phones: unlike([...rows.map((row) => row.phone_key ?? row.phone), ...phones]),
    ids: unlike([...rows.map((row) => row.external_id), ...numbers]).filter((it) => it.length > 5),
  }
}

/** Each also as keys and the search box keep it: without case and accents. */
const alsoFolded = async (ask: Ask, names: readonly string[]) =>
  (
    await ask<{ name: string }>(
      `select name from (select n as name, at, 1 as later from unnest($1::text[]) with ordinality as g (n, at)
         union all select fold(n), at, 2 from unnest($1::text[]) with ordinality as g (n, at) where fold(n) <> lower(n)) each
       order by at, later`,
      [names],
    )
  ).map(({ name }) => name)

interface Own {
  field: string
  type: string
  text: string | null
  textKey: string | null
  number: number | null
}

/** What they alone have in fields of the firm's own that take each value once, as a customer's number. */
const onlyTheirs = (ask: Ask, workspaceId: number, contacts: readonly string[]) =>
  ask<Own>(
    `select f.id as field, f.type, v.text_value as text, v.text_key as "textKey", v.number_value as number
     from field_value v join field f on f.workspace_id = v.workspace_id and f.id = v.field_id
     where v.workspace_id = $1 and v.record_id = any ($2::uuid[]) and f.rules -> 'once' = 'true' and not exists (
       select from field_value o where o.workspace_id = $1 and o.field_id = v.field_id and o.record_id <> all ($2::uuid[])
         and (o.text_key = v.text_key or o.number_value = v.number_value))`,
    [workspaceId, contacts],
  )

/** What is to be looked for in texts: a word without a digit is no number. */
const numberOf = ({ type, text }: Own): string[] => (type === 'text' && text && /\d/.test(text) ? [text] : [])

/** Addresses and numbers that they had before, and those in fields of the firm's own. */
async function formerValues(ask: Ask, workspaceId: number, contacts: readonly string[]): Promise<string[]> {
  const rows = await ask<{ value: string }>(
    `select distinct value #>> '{}' as value from fact_version
     where workspace_id = $1 and contact_id = any ($2::uuid[]) and field in ('email', 'phone') and value #>> '{}' is not null
     union
     select v.text_value from field_value v join field f on f.workspace_id = v.workspace_id and f.id = v.field_id
     where v.workspace_id = $1 and v.record_id = any ($2::uuid[]) and f.type in ('email', 'phone') and v.text_value is not null`,
    [workspaceId, contacts],
  )
  return rows.map(({ value }) => value)
}

/** What they were called before somebody changed it. */
const formerNames = (ask: Ask, workspaceId: number, contacts: readonly string[]) =>
  ask<Omit<Row, 'id'>>(
    `select coalesce(before ->> 'name', '') as name, before ->> 'first_name' as first_name, before ->> 'last_name' as last_name,
       before ->> 'email' as email, before ->> 'phone' as phone, before ->> 'phone_key' as phone_key,
       before ->> 'external_id' as external_id
     from change where workspace_id = $1 and row_id = any ($2::uuid[]) and table_name = 'contact'
       and before ?| array['name', 'first_name', 'last_name', 'email', 'phone', 'phone_key', 'external_id']`,
    [workspaceId, contacts],
  )

/** What somebody else has too: another person, a colleague, a firm. */
async function sharedWith(
  ask: Ask,
  { workspaceId, contacts }: Omit<Whom, 'subjects'>,
  { names, emails, phones }: Needles,
): Promise<Record<'names' | 'emails' | 'phones', Set<string>>> {
  const rows = await ask<{ kind: 'names' | 'emails' | 'phones'; value: string }>(
    `with others as not materialized (select name_key, email_key, phone_key from contact
       where workspace_id = $1 and id <> all ($2::uuid[]) and deleted_at is null and merged_into is null)
     select 'names' as kind, n as value from unnest($3::text[]) n
       where exists (select from others where name_key = fold(n))
         or exists (select from company c where c.workspace_id = $1 and c.deleted_at is null and c.name_key = fold(n))
         or exists (select from member m where m.workspace_id = $1 and fold(m.name) = fold(n))
     union all select 'emails', e from unnest($4::text[]) e
       where exists (select from others where email_key = e)
         or exists (select from member m where m.workspace_id = $1 and lower(m.email) = e)
     union all select 'phones', p from unnest($5::text[]) p where exists (select from others where phone_key = p)`,
    [workspaceId, contacts, names, emails, phones],
  )
  const of = (kind: string) =>
    new Set(
      rows
        .filter((it) => it.kind === kind)
        .map(({ value }) => (kind === 'names' ? value.toLowerCase() : value)),
    )
  return { names: of('names'), emails: of('emails'), phones: of('phones') }
}

/**
 * The subjects of their history: those known to be them, their addresses, and those of rows that name their address, unless
 * somebody else is known by them.
 */
async function subjectsOf(
  ask: Ask,
  { references, blanks }: Catalog,
  { workspaceId, contacts, deep }: Omit<Whom, 'subjects'> & { deep: boolean },
  { emails, phones }: Needles,
): Promise<string[]> {
  const addresses = [...emails, ...phones.map((it) => `tel:${it}`)]
  const naming = references
    .filter(
      ({ of, column, table }) =>
        of === 'subject' &&
        column === 'subject_id' &&
        (deep || table !== 'journal_event') &&
        blanks.some((it) => it.table === table),
    )
    .map(({ table }) => {
      const texts = blanks
        .filter((it) => it.table === table)
        .filter(({ column }) => deep || table !== 'letter' || column.endsWith('_address'))
        .map((it) => `t.${name(it.column)}::text`)
      return `select t.subject_id from ${name(table)} t where t.workspace_id = $1 and t.subject_id is not null
        and lower(concat_ws(' ', ${texts.filter((it) => !it.includes('content')).join(', ')})) like any ($4::text[])`
    })
  const rows = await ask<{ id: string }>(
    `with found as (
       select subject_id as id from identity where workspace_id = $1 and contact_id = any ($2::uuid[]) and until is null
       union select id from subject where workspace_id = $1 and kind = 'contact' and key = any ($2::uuid[]::text[])
       union select id from subject where workspace_id = $1 and kind = 'address' and key = any ($3::text[])
       ${naming.map((it) => `union ${it}`).join('\n')}
     )
     select id from found where not exists (
       select from identity o where o.workspace_id = $1 and o.subject_id = found.id and o.until is null
         and o.contact_id <> all ($2::uuid[]))`,
    [workspaceId, contacts, addresses, emails.map(containing)],
  )
  return rows.map(({ id }) => id)
}
