import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { decodeCursor, encodeCursor, invalid } from '#platform/http'
import { fieldValues } from '#workspace/fields'
import type { Contact, contactSorts } from './contract.ts'

type SortKey = (typeof contactSorts)[number]

/** Each key's expression and the type that its text in a cursor is read as; what is unknown comes last. */
const sorts: Record<SortKey, { by: RawBuilder<unknown>; type: RawBuilder<unknown>; like: RegExp }> = {
  created: { by: sql`contact.created_at`, type: sql`timestamptz`, like: /^[\d :.+-]{10,40}$/ },
  changed: { by: sql`contact.changed_at`, type: sql`timestamptz`, like: /^[\d :.+-]{10,40}$/ },
  name: { by: sql`contact.name_key`, type: sql`text collate "C"`, like: /^/ },
  city: { by: sql`coalesce(contact.city_key, '')`, type: sql`text collate "C"`, like: /^/ },
  country: { by: sql`coalesce(contact.country, '')`, type: sql`text`, like: /^/ },
  interest: { by: sql`standing.interest`, type: sql`int`, like: /^-?\d+$/ },
  fit: { by: sql`standing.fit`, type: sql`int`, like: /^-?\d+$/ },
  lastAct: {
    by: sql`coalesce(standing.last_act_at, '-infinity')`,
    type: sql`timestamptz`,
    like: /^([\d :.+-]{10,40}|-infinity)$/,
  },
}
const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** The tables that conditions on people speak of. */
export const peopleFrom = sql`contact
  left join company on company.workspace_id = contact.workspace_id and company.id = contact.company_id
  left join standing on standing.workspace_id = contact.workspace_id and standing.contact_id = contact.id`

/** One page of people in an order, and the cursor of the next; a cursor belongs to the order it was made in. */
export async function contactPage(
  db: Db,
  where: RawBuilder<boolean>,
  order: { sort: SortKey; direction: 'asc' | 'desc' },
  page: { cursor?: string | undefined; limit: number },
): Promise<{ rows: Contact[]; next: string | null }> {
  const { by, type, like } = sorts[order.sort]
  const name = `${order.sort} ${order.direction}`
  const [way, direction] = order.direction === 'asc' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  let after = sql<boolean>`true`
  if (page.cursor) {
    const [of, key, id] = decodeCursor(page.cursor, 3).map(String) as [string, string, string]
    if (of !== name || !like.test(key) || !uuid.test(id))
      throw invalid('bad_cursor', 'This page address is not valid any more. Start the list again.')
    after = sql<boolean>`(${by}, contact.id) ${way} (${key}::${type}, ${id}::uuid)`
  }
  const { rows } = await sql<{ id: string; sort_key: string }>`
    select contact.id, (${by})::text as sort_key from ${peopleFrom}
    where ${where} and ${after} order by ${by} ${direction}, contact.id ${direction} limit ${page.limit + 1}`.execute(
    db,
  )
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: await contactsShown(
      db,
      shown.map((row) => row.id),
    ),
    next: rows.length > page.limit && last ? encodeCursor([name, last.sort_key, last.id]) : null,
  }
}

/** People as screens and programs see them, in the order asked; names of firms out of reach stay unknown. */
export async function contactsShown(db: Db, ids: readonly string[]): Promise<Contact[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('contact')
    .leftJoin('company', (on) =>
      on
        .onRef('company.workspace_id', '=', 'contact.workspace_id')
        .onRef('company.id', '=', 'contact.company_id'),
    )
    .leftJoin('member', (on) =>
      on
        .onRef('member.workspace_id', '=', 'contact.workspace_id')
        .onRef('member.id', '=', 'contact.owner_id'),
    )
    .leftJoin('standing', (on) =>
      on
        .onRef('standing.workspace_id', '=', 'contact.workspace_id')
        .onRef('standing.contact_id', '=', 'contact.id'),
    )
    .select([
      'contact.id',
      'contact.external_id',
      'contact.name',
      'contact.first_name',
      'contact.last_name',
      'contact.email',
      'contact.phone',
      'contact.job_title',
      'contact.city',
      'contact.country',
      'contact.status',
      'contact.created_via',
      'contact.bars',
      'contact.created_at',
      'contact.changed_at',
      'company.id as company_id',
      'company.name as company_name',
      'member.id as owner_id',
      'member.name as owner_name',
      'standing.stage',
      'standing.fit',
      'standing.interest',
      'standing.ready',
      'standing.is_customer',
      'standing.open_deals',
      'standing.last_act_at',
    ])
    .where(sql<boolean>`contact.id = any(${ids}::uuid[])`)
    .execute()
  const tags = await tagsOf(db, ids)
  const custom = await fieldValues(db, ids)
  const byId = new Map(
    rows.map((row): [string, Contact] => [
      row.id,
      {
        id: row.id,
        externalId: row.external_id,
        name: row.name,
        firstName: row.first_name,
        lastName: row.last_name,
        email: row.email,
        phone: row.phone,
        jobTitle: row.job_title,
        company: row.company_id ? { id: row.company_id, name: row.company_name! } : null,
        city: row.city,
        country: row.country,
        owner: row.owner_id ? { id: row.owner_id, name: row.owner_name! } : null,
        status: row.status,
        createdVia: row.created_via,
        bars: row.bars,
        tags: tags.get(row.id) ?? [],
        stage: row.stage ?? row.status,
        fit: row.fit ?? 0,
        interest: row.interest ?? 0,
        ready: row.ready ?? false,
        isCustomer: row.is_customer ?? false,
        openDeals: row.open_deals ?? 0,
        lastActAt: row.last_act_at,
        createdAt: row.created_at,
        changedAt: row.changed_at,
        custom: custom.get(row.id) ?? {},
      },
    ]),
  )
  return ids.flatMap((id) => byId.get(id) ?? [])
}

async function tagsOf(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('contact_tag')
    .innerJoin('tag', (on) =>
      on
        .onRef('tag.workspace_id', '=', 'contact_tag.workspace_id')
        .onRef('tag.id', '=', 'contact_tag.tag_id'),
    )
    .select(['contact_tag.contact_id', 'tag.name'])
    .where(sql<boolean>`contact_tag.contact_id = any(${ids}::uuid[])`)
    .orderBy('tag.name_key')
    .execute()
  return new Map(
    [...Map.groupBy(rows, (row) => row.contact_id)].map(([id, tags]) => [id, tags.map((row) => row.name)]),
  )
}

const mostCounted = 10_000

/** How many: exact up to ten thousand, so that counting never costs more than the list. */
export async function countContacts(
  db: Db,
  where: RawBuilder<boolean>,
): Promise<{ count: number; exact: boolean }> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from ${peopleFrom} where ${where} limit ${mostCounted + 1}) found`.execute(
    db,
  )
  const n = rows[0]!.n
  return { count: Math.min(n, mostCounted), exact: n <= mostCounted }
}
