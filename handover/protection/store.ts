import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { decodeCursor, encodeCursor, notFound } from '#platform/http'
import { whoseAct } from '#workspace/audit'
import { meant } from './claim.ts'
import type { Protection } from './contract.ts'
import { DEFAULT_MONTHS, type ProtectionState } from './protection.ts'

interface Row {
  id: string
  state: ProtectionState
  member_id: string
  member: string
  product_line_id: string
  line: string
  company_name: string | null
  domain: string | null
  person_name: string | null
  email: string | null
  phone: string | null
  town: string | null
  proof: string
  proof_day: string
  proof_place: string | null
  blocked_by: Protection['blockedBy']
  company_id: string | null
  company: string | null
  contact_id: string | null
  contact: string | null
  ends_at: Date | null
  extended_at: Date | null
  created_at: Date
}

/** One page, the newest first. Records beyond the viewer's reach have no name here; `manages` also sees what is known. */
export async function protectionPage(
  db: Db,
  it: { box: 'open' | 'past'; cursor: string | undefined; limit: number },
  manages: boolean,
): Promise<{ rows: Protection[]; next: string | null }> {
  const after = it.cursor ? decodeCursor(it.cursor, 'uuid')[0] : null
  const firm = meant.firm('k', { name: sql`p.company_key`, domain: sql`p.domain` })
  const person = meant.person('k', { email: sql`p.email_key`, phone: sql`p.phone_key` })
  const { rows } = await sql<Row>`
    select p.id, p.state, p.member_id, m.name as member, p.product_line_id, l.name as line, p.company_name, p.domain,
      p.person_name, p.email, p.phone, p.town, p.proof, p.proof_day, p.proof_place,
      ${manages ? sql`p.blocked_by` : sql`null`} as blocked_by, co.id as company_id, co.name as company, c.id as contact_id,
      c.name as contact, p.ends_at, p.extended_at, p.created_at
    from protection p join member m on m.id = p.member_id join product_line l on l.id = p.product_line_id
    left join lateral (select k.id, k.name from company k where k.deleted_at is null and k.merged_into is null
      and (k.id = p.company_id or (${manages} and p.state = 'registered' and ${firm.is}))
      order by ${firm.bestFirst} limit 1) co on true
    left join lateral (select k.id, k.name from contact k where k.deleted_at is null and k.merged_into is null
      and (k.id = p.contact_id or (${manages} and p.state = 'registered' and ${person.is}))
      order by ${person.bestFirst} limit 1) c on true
    where p.state = any(${it.box === 'open' ? ['registered', 'confirmed'] : ['refused', 'withdrawn', 'ended']}::text[])
      and (${after}::uuid is null or p.id < ${after}::uuid)
    order by p.id desc limit ${it.limit + 1}`.execute(db)
  const shown = rows.slice(0, it.limit)
  const last = shown.at(-1)
  const histories = await historiesOf(
    db,
    shown.map(({ id }) => id),
  )
  return {
    rows: shown.map((row) => ({
      id: row.id,
      state: row.state,
      member: { id: row.member_id, name: row.member },
      productLine: { id: row.product_line_id, name: row.line },
      companyName: row.company_name,
      domain: row.domain,
      personName: row.person_name,
      email: row.email,
      phone: row.phone,
      town: row.town,
      proof: row.proof,
      proofDay: row.proof_day,
      proofPlace: row.proof_place,
      blockedBy: row.blocked_by,
      company: row.company_id ? { id: row.company_id, name: row.company ?? '' } : null,
      contact: row.contact_id ? { id: row.contact_id, name: row.contact ?? '' } : null,
      endsAt: row.ends_at,
      extendedAt: row.extended_at,
      createdAt: row.created_at,
      history: histories.get(row.id) ?? [],
    })),
    next: rows.length > it.limit && last ? encodeCursor([last.id]) : null,
  }
}

async function historiesOf(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, Protection['history'][number][]>> {
  const { rows } = await sql<{ of: string; state: string; who: string; reason: string | null; at: Date }>`
    select s.protection_id as of, s.state, coalesce(m.name, 'Baton') as who, s.reason, s.at from protection_state s
    ${whoseAct('s')}
    where s.protection_id = any(${ids}::uuid[]) order by s.at, s.id`.execute(db)
  return Map.groupBy(
    rows.map(({ of, ...row }) => ({ of, ...row })),
    ({ of }) => of,
  )
}

const columns = [
  'id',
  'state',
  'member_id',
  'product_line_id',
  'company_name',
  'company_key',
  'domain',
  'person_name',
  'email',
  'email_key',
  'phone',
  'phone_key',
  'town',
  'ends_at',
  'extended_at',
] as const
export type Held = Awaited<ReturnType<typeof holdProtection>>

/** One registration, held until the transaction ends. */
export async function holdProtection(db: Db, id: string) {
  const row = await db
    .selectFrom('protection')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('no_protection', 'This registration is not there, or it is not yours to see.')
  return row
}

export async function noteState(
  db: Db,
  id: string,
  it: { state: ProtectionState | 'extended' | 'passed_on'; actor: string; reason: string | null },
  now: Date,
): Promise<void> {
  await db
    .insertInto('protection_state')
    .values({ id: uuidv7(now), protection_id: id, ...it, at: now })
    .execute()
}

/** When the job looks at a protection again; null: never. */
export async function planClock(db: Db, id: string, at: Date | null): Promise<void> {
  if (at)
    await db
      .insertInto('protection_clock')
      .values({ protection_id: id, at })
      .onConflict((on) => on.columns(['workspace_id', 'protection_id']).doUpdateSet({ at }))
      .execute()
  else await db.deleteFrom('protection_clock').where('protection_id', '=', id).execute()
}

export async function monthsInForce(db: Db): Promise<number> {
  const row = await db.selectFrom('protection_setting').select('months').executeTakeFirst()
  return row?.months ?? DEFAULT_MONTHS
}

export async function saveMonths(db: Db, months: number, now: Date): Promise<void> {
  await db
    .insertInto('protection_setting')
    .values({ id: uuidv7(now), months, changed_at: now })
    .onConflict((on) => on.columns(['workspace_id']).doUpdateSet({ months, changed_at: now }))
    .execute()
}
