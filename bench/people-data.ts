import { createHash } from 'node:crypto'
import type { Installation } from './installation.ts'

export const people = 1_000_000
const companies = 100_000
const owners = 10
const epoch = Date.UTC(2024, 0, 1)
const dayMs = 86_400_000

const firstNames = ['Ana', 'Bjørn', 'Chloé', 'Dörte', 'Emil', 'Fatma', 'Gül', 'Hánna', 'Igor', 'Jürgen']
const lastNames = [
  'Müller',
  'Schmidt',
  'Öztürk',
  'Kowalski',
  'Nowak',
  'Ångström',
  'Roux',
  'Silva',
  'Weiß',
  'Zhou',
]
const titles = ['Head of Purchasing', 'CEO', 'Engineer', 'Plant Manager', 'Buyer', 'CFO', 'Assistant', null]
const stages = ['person', 'person', 'person', 'lead', 'lead', 'ready', 'working', 'customer']
const tags = ['fair', 'newsletter', 'vip', 'old system', 'partner'] as const
const rarely = 10_000

/** What is known of the n-th person; the same formulas lay them into the tables. */
export type Person = ReturnType<typeof personOf>
export function personOf(n: number) {
  const companyNumber = n % 5 === 0 ? null : n % companies
  return {
    n,
    name: `${firstNames[n % 10]} ${lastNames[(n * 7) % 10]} ${n}`,
    email: `person${n}@firm${n % companies}.example`,
    jobTitle: n % rarely === 1 ? 'Chief Sensor Officer' : titles[n % 8]!,
    city: n % 3 === 0 ? null : `Town ${n % 200}`,
    country: n % 5000 === 2 ? 'LI' : (['DE', 'DE', 'DE', 'AT', 'CH'] as const)[n % 5]!,
    company: companyNumber === null ? null : `Company ${companyNumber} GmbH`,
    sector:
      companyNumber === null ? null : companyNumber % 1000 === 3 ? 'Mining' : `Sector ${companyNumber % 12}`,
    owner: n % 20 < owners ? n % 20 : null,
    created: epoch + (n % 1000) * dayMs + (n % 86_400) * 1000,
    stage: stages[(n * 3) % 8]!,
    interest: (n * 7) % 101,
    fit: (n * 13) % 101,
    lastAct: n % 4 === 0 ? null : epoch + ((n * 17) % 1000) * dayMs,
    tags: tags.filter((_, t) => (t === 2 ? n % rarely === 7 : n % (t + 3) === 0)),
    machines: n % 2 === 0 ? (n * 11) % 500 : null,
    machine: n % 2 === 0 ? (n % rarely === 4 ? 'Stone saw' : `Press ${n % 40}`) : null,
  }
}

/** The id of a row, by a word for its kind and its number. */
export const idOf = (kind: string, n: number | string): string => {
  const hex = createHash('sha256').update(`${kind}${n}`).digest('hex').slice(0, 32)
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-7$3-8$4-$5')
}

/** People, companies, owners, tags and custom fields, laid into the tables beside the change log as if they had been there for long. */
export const populate = ({ database, workspaceId: w }: Installation): Promise<void> =>
  database.owner(async (client) => {
    const id = (kind: string, n: string) =>
      `overlay(overlay(encode(sha256(('${kind}' || ${n})::bytea), 'hex')::char(32) placing '7' from 13) placing '8' from 17)::uuid`
    const list = (all: readonly (string | null)[]) =>
      `(array[${all.map((one) => (one === null ? 'null' : `'${one}'`)).join(', ')}]::text[])`
    const oneOf = (all: readonly (string | null)[], at: string) => `${list(all)}[1 + ${at}]`
    const day = (n: string) => `to_timestamp(${epoch / 1000}) + ${n} * interval '1 day'`
    const created = `${day('n % 1000')} + n % 86400 * interval '1 second'`
    const all = `generate_series(1, ${people}) n`
    await client.query('set session_replication_role = replica')
    for (let n = 0; n < owners; n++)
      await client.query(
        `insert into member (workspace_id, id, name, email, role, visibility, status, takes_leads, created_at)
         values ($1, $2, $3, $4, 'sales_rep', 'own', 'active', true, now())`,
        [w, idOf('m', n), `Seller ${n}`, `seller${n}@firm.example`],
      )
    for (const [n, name] of tags.entries())
      await client.query('insert into tag (workspace_id, id, name, created_at) values ($1, $2, $3, now())', [
        ...[w, idOf('t', n), name],
      ])
    for (const [n, [key, type]] of Object.entries({ machines: 'number', machine: 'text' }).entries())
      await client.query(
        `insert into field (workspace_id, id, record, key, label, type, choices, role, position, created_at)
         values ($1, $2, 'contact', $3, $3, $4, '{}', 'plain', $5, now())`,
        [w, idOf('f', key), key, type, n],
      )
    await client.query(`
      insert into company (workspace_id, id, name, sector, created_at, changed_at)
      select ${w}, ${id('co', 'n')}, 'Company ' || n || ' GmbH',
        case when n % 1000 = 3 then 'Mining' else 'Sector ' || n % 12 end, ${day('0')}, ${day('0')}
      from generate_series(0, ${companies - 1}) n`)
    await client.query(`
      insert into contact (workspace_id, id, name, email, job_title, city, country, company_id, owner_id, created_via, status, bars, created_at, changed_at)
      select ${w}, ${id('c', 'n')}, ${oneOf(firstNames, 'n % 10')} || ' ' || ${oneOf(lastNames, 'n * 7 % 10')} || ' ' || n,
        'person' || n || '@firm' || n % ${companies} || '.example',
        case when n % ${rarely} = 1 then 'Chief Sensor Officer' else ${oneOf(titles, 'n % 8')} end,
        case when n % 3 <> 0 then 'Town ' || n % 200 end,
        case when n % 5000 = 2 then 'LI' else ${oneOf(['DE', 'DE', 'DE', 'AT', 'CH'], 'n % 5')} end,
        case when n % 5 <> 0 then ${id('co', `(n % ${companies})`)} end,
        case when n % 20 < ${owners} then ${id('m', '(n % 20)')} end, 'bench', 'person', '{}', ${created}, ${created} from ${all}`)
    await client.query(`
      insert into standing (workspace_id, contact_id, stage, fit, interest, ready, open_deals, is_customer, last_act_at)
      select ${w}, ${id('c', 'n')}, ${oneOf(stages, 'n::bigint * 3 % 8')}, n * 13 % 101, n * 7 % 101, false, 0, false,
        case when n % 4 <> 0 then ${day('(n::bigint * 17 % 1000)')} end from ${all}`)
    for (const t of tags.keys())
      await client.query(`
        insert into contact_tag (workspace_id, id, contact_id, tag_id)
        select ${w}, ${id('ct', `'${t}/' || n`)}, ${id('c', 'n')}, '${idOf('t', t)}' from ${all}
        where ${t === 2 ? `n % ${rarely} = 7` : `n % ${t + 3} = 0`}`)
    await client.query(`
      insert into field_value (workspace_id, id, field_id, record_id, number_value)
      select ${w}, ${id('v1', 'n')}, '${idOf('f', 'machines')}', ${id('c', 'n')}, n::bigint * 11 % 500 from ${all} where n % 2 = 0`)
    await client.query(`
      insert into field_value (workspace_id, id, field_id, record_id, text_value)
      select ${w}, ${id('v2', 'n')}, '${idOf('f', 'machine')}', ${id('c', 'n')},
        case when n % ${rarely} = 4 then 'Stone saw' else 'Press ' || n % 40 end from ${all} where n % 2 = 0`)
    await client.query(`
      insert into search_entry (workspace_id, id, record, owner_id, title, subtitle, words)
      select workspace_id, id, 'contact', owner_id, name, '', fold(name || ' ' || email) from contact where workspace_id = ${w}`)
    await client.query('reset session_replication_role')
    await client.query('vacuum analyze')
  })
