import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

export type Stance = 'for' | 'unsure' | 'against'

/** Adds a person to a deal or changes how they take part; what is not named stays as it was. */
export async function putPerson(
  db: Db,
  it: {
    dealId: string
    contactId: string
    role?: string | null | undefined
    stance?: Stance | null | undefined
  },
  now: Date,
): Promise<void> {
  const change = {
    ...(it.role !== undefined && { role: it.role || null }),
    ...(it.stance !== undefined && { stance: it.stance }),
  }
  await db
    .insertInto('deal_contact')
    .values({ id: uuidv7(now), deal_id: it.dealId, contact_id: it.contactId, ...change })
    .onConflict((on) => {
      const same = on.columns(['workspace_id', 'deal_id', 'contact_id'])
      return Object.keys(change).length > 0 ? same.doUpdateSet(change) : same.doNothing()
    })
    .execute()
}

/** Who takes part in a deal: the main person first, then those with a role in the order of the roles, then by name. */
export async function groupOfDeal(db: Db, dealId: string) {
  const { rows } = await sql<{
    id: string
    name: string
    jobTitle: string | null
    role: string | null
    stance: Stance | null
    main: boolean
    decides: boolean
  }>`
    select p.id, p.name, p.job_title as "jobTitle", k.role, k.stance, coalesce(p.id = d.contact_id, false) as main,
      coalesce(r.decides, false) as decides
    from deal_contact k join deal d on d.workspace_id = k.workspace_id and d.id = k.deal_id
    join contact p on p.workspace_id = k.workspace_id and p.id = k.contact_id and p.deleted_at is null
    left join lateral (select x.decides, x.position from deal_role x where x.workspace_id = k.workspace_id
      and lower(x.name) = lower(k.role) order by x.position limit 1) r on true
    where k.deal_id = ${dealId} order by main desc, r.position nulls last, p.name_key, p.id`.execute(db)
  return rows
}

const mostPeople = 100

/** Who takes part in a company's open deals, whoever has them; the main person of a deal among them. Only what is within reach. */
export async function groupOfCompany(db: Db, companyId: string) {
  const { rows } = await sql<{
    id: string
    name: string
    deals: { id: string; name: string; role: string | null; stance: Stance | null; main: boolean }[]
  }>`
    with part as (
      select d.id as deal_id, d.name as deal, k.contact_id, k.role, k.stance, coalesce(k.contact_id = d.contact_id, false) as main
      from deal d join deal_contact k on k.workspace_id = d.workspace_id and k.deal_id = d.id
      where d.company_id = ${companyId} and d.state = 'open' and d.deleted_at is null
      union all
      select d.id, d.name, d.contact_id, null, null, true from deal d
      where d.company_id = ${companyId} and d.state = 'open' and d.deleted_at is null and d.contact_id is not null
        and not exists (select from deal_contact k where k.workspace_id = d.workspace_id and k.deal_id = d.id and k.contact_id = d.contact_id)
    )
    select p.id, p.name, jsonb_agg(jsonb_build_object('id', part.deal_id, 'name', part.deal, 'role', part.role, 'stance', part.stance,
      'main', part.main) order by part.deal, part.deal_id) as deals
    from part join contact p on p.id = part.contact_id and p.deleted_at is null and p.merged_into is null
    group by p.id, p.name, p.name_key order by bool_or(part.main) desc, p.name_key, p.id limit ${mostPeople}`.execute(
    db,
  )
  return rows
}
