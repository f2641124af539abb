import type { Laid } from './installation.ts'
import { around, layAround } from './people-around.ts'
import {
  dayInSql as day,
  dayMs,
  epoch,
  idInSql as id,
  idOf,
  people,
  rarely,
  type Value,
} from './people-ids.ts'

export const companies = people / 10
export const owners = 10

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
const countries = ['DE', 'DE', 'DE', 'AT', 'CH']
const firmCountries = ['DE', 'AT', 'CH', 'FR']
const ways = ['import', 'import', 'form', 'manual', 'api']
const marks = ['A', 'B', 'C', 'D']
const interests = ['Saws', 'Presses', 'Mills', 'Lathes', 'Robots']
export const tags = ['fair', 'newsletter', 'vip', 'old system', 'partner'] as const
/** Fields of the firm's own, one of each type, and the words to choose from. */
export const ownFields = {
  machines: { type: 'number', choices: [] },
  machine: { type: 'text', choices: [] },
  serial: { type: 'text', choices: [] },
  site: { type: 'url', choices: [] },
  second: { type: 'email', choices: [] },
  desk: { type: 'phone', choices: [] },
  remark: { type: 'prose', choices: [] },
  mark: { type: 'choice', choices: marks },
  likes: { type: 'choices', choices: interests },
  since: { type: 'date', choices: [] },
  keen: { type: 'yesno', choices: [] },
  budget: { type: 'money', choices: [] },
  adviser: { type: 'member', choices: [] },
} as const

const folds = new Map([...firstNames, ...lastNames].map((name) => [name, foldedOf(name)]))
/** As the database folds what is in these names. */
export function foldedOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
}
const nameOf = (n: number, one: (name: string) => string) =>
  `${one(firstNames[n % 10]!)} ${one(lastNames[(n * 7) % 10]!)} ${n}`
const digits = (n: number) => String(n).padStart(7, '0')
const firm = (n: number) => (n % 5 === 0 ? null : n % companies)
const ofFirm = <T>(n: number, of: (firm: number) => T | null): T | null => {
  const it = firm(n)
  return it === null ? null : of(it)
}

/**
 * What is known of the n-th person, by the ids of the list's fields, texts folded, times in milliseconds; the same formulas
 * lay them into the tables.
 */
export const known = {
  ...around,
  name: (n) => nameOf(n, (name) => folds.get(name)!),
  email: (n) => `person${n}@firm${n % companies}.example`,
  phone: (n) => (n % 3 === 1 ? null : `+49170${digits(n)}`),
  externalId: (n) => (n % 2 === 0 ? null : `k-${n}`),
  jobTitle: (n) => (n % rarely === 1 ? 'chief sensor officer' : (titles[n % 8]?.toLowerCase() ?? null)),
  city: (n) => (n % 3 === 0 ? null : `town ${n % 200}`),
  country: (n) => (n % 5000 === 2 ? 'li' : countries[n % 5]!.toLowerCase()),
  status: (n) => (n % 50 === 0 ? 'target' : 'person'),
  createdVia: (n) => (n % 20_000 === 11 ? 'capture' : ways[n % 5]!),
  barred: (n) => n % 500 === 9,
  owner: (n) => (n % 20 < owners ? idOf('m', n % 20) : null),
  created: (n) => epoch + (n % 1000) * dayMs + (n % 86_400) * 1000,
  changed: (n) => epoch + ((n * 31) % 1000) * dayMs + (n % 86_400) * 1000,
  stage: (n) => stages[(n * 3) % 8]!,
  interest: (n) => (n * 7) % 101,
  fit: (n) => (n * 13) % 101,
  ready: (n) => n % 64 === 5,
  customer: (n) => stages[(n * 3) % 8] === 'customer',
  openDeals: (n) => (n % 100 === 8 ? 1 + (n % 3) : 0),
  lastAct: (n) => (n % 4 === 0 ? null : epoch + ((n * 17) % 1000) * dayMs),
  tag: (n) => tags.filter((_, t) => (t === 2 ? n % rarely === 7 : n % (t + 3) === 0)),
  mayEmail: (n) => (n % 40 === 13 ? ['granted'] : n % 4000 === 14 ? ['objected'] : []),
  mayPhone: (n) => (n % 4000 === 14 ? ['objected'] : []),
  company: (n) => ofFirm(n, (it) => `company ${it} gmbh`),
  companySector: (n) => ofFirm(n, (it) => (it % 1000 === 3 ? 'mining' : `sector ${it % 12}`)),
  companyCountry: (n) => ofFirm(n, (it) => firmCountries[it % 4]!.toLowerCase()),
  companyEmployees: (n) => ofFirm(n, (it) => (it % 7 === 0 ? null : (it * 37) % 5000)),
  companyOwner: (n) => ofFirm(n, (it) => (it % 20 < owners ? idOf('m', it % 20) : null)),
  within: (n) => ofFirm(n, (it) => [idOf('co', it), idOf('co', it - (it % 10))]),
  'custom.machines': (n) => (n % 2 === 0 ? (n * 11) % 500 : null),
  'custom.machine': (n) => (n % 2 === 0 ? (n % rarely === 4 ? 'stone saw' : `press ${n % 40}`) : null),
  'custom.serial': (n) => (n % 4 === 1 ? `sn-${(n * 7919) % 1_000_003}` : null),
  'custom.site': (n) => (n % 10 === 3 ? `https://site${n}.example/` : null),
  'custom.second': (n) => (n % 10 === 4 ? `alt${n}@mail.example` : null),
  'custom.desk': (n) => (n % 10 === 5 ? `+4930${digits(n)}` : null),
  'custom.remark': (n) => (n % 10 === 6 ? `met at the fair in hall ${n % 90}, stand ${n % 2000}` : null),
  'custom.mark': (n) => (n % 5 === 2 ? marks[n % rarely === 7 ? 3 : n % 3]! : null),
  'custom.likes': (n) =>
    n % 10 === 7 ? [interests[n % 4]!, ...(n % rarely === 17 ? ['Robots'] : [])] : null,
  'custom.since': (n) => (n % 10 === 8 ? epoch + (n % 900) * dayMs : null),
  'custom.keen': (n) => (n % 10 === 9 ? n % 20 === 9 : null),
  'custom.budget': (n) => (n % 10 === 1 ? (n * 13) % 1_000_000 : null),
  'custom.adviser': (n) => (n % 10 === 0 ? idOf('m', (n / 10) % owners) : null),
} satisfies Record<string, (n: number) => Value>

const tables = [
  'contact',
  'company',
  'standing',
  'field_value',
  'contact_tag',
  'search_entry',
  'search_word',
  'identity',
]

/** People, companies, owners, tags, consent, custom fields and all around them, laid into the tables beside the change log as if they had been there for long. */
export const populate = ({ database, workspaceId: w }: Laid): Promise<void> =>
  database.owner(async (client) => {
    const list = (all: readonly (string | null)[]) =>
      `(array[${all.map((one) => (one === null ? 'null' : `'${one}'`)).join(', ')}]::text[])`
    const oneOf = (all: readonly (string | null)[], at: string) => `${list(all)}[1 + ${at}]`
    const at = (n: string) => `${day(n)} + n % 86400 * interval '1 second'`
    const seven = "lpad(n::text, 7, '0')"
    const all = `generate_series(1, ${people}) n`
    await client.query('set session_replication_role = replica')
    // Made at the end, in one go, as an index of a million is quickest.
    const { rows: indexes } = await client.query<{ name: string; made: string }>(
      `select i.relname as name, pg_get_indexdef(x.indexrelid) as made from pg_index x join pg_class i on i.oid = x.indexrelid
       where x.indrelid = any ($1::regclass[]) and not exists (select from pg_constraint k where k.conindid = x.indexrelid)`,
      [tables],
    )
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    await client.query("set maintenance_work_mem = '512MB'; set synchronous_commit = off")
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
    for (const [n, [key, { type, choices }]] of Object.entries(ownFields).entries())
      await client.query(
        `insert into field (workspace_id, id, record, key, label, type, choices, currency, role, position, created_at)
         values ($1, $2, 'contact', $3, $3, $4, $5, $6, 'plain', $7, now())`,
        [w, idOf('f', n), key, type, choices, type === 'money' ? 'EUR' : null, n],
      )
    await client.query(`
      insert into company (workspace_id, id, external_id, name, domain, sector, country, city, employees, revenue_minor, parent_id, owner_id, created_at, changed_at)
      select ${w}, ${id('co', 'n')}, 'F-' || n, 'Company ' || n || ' GmbH', 'firm' || n || '.example',
        case when n % 1000 = 3 then 'Mining' else 'Sector ' || n % 12 end, ${oneOf(firmCountries, 'n % 4')}, 'Town ' || n % 300,
        case when n % 7 <> 0 then n * 37 % 5000 end, case when n % 3 = 0 then n::bigint * 100000 end,
        case when n % 10 <> 0 then ${id('co', '(n - n % 10)')} end, case when n % 20 < ${owners} then ${id('m', '(n % 20)')} end,
        ${at('n % 1000')}, ${at('n * 31 % 1000')}
      from generate_series(0, ${companies - 1}) n`)
    await client.query(`
      insert into contact (workspace_id, id, external_id, name, email, phone, phone_key, job_title, city, country, company_id, owner_id, created_via, status, bars, created_at, changed_at)
      select ${w}, ${id('c', 'n')}, case when n % 2 <> 0 then 'K-' || n end,
        ${oneOf(firstNames, 'n % 10')} || ' ' || ${oneOf(lastNames, 'n * 7 % 10')} || ' ' || n,
        'person' || n || '@firm' || n % ${companies} || '.example',
        case when n % 3 <> 1 then '+49 170 ' || ${seven} end, case when n % 3 <> 1 then '+49170' || ${seven} end,
        case when n % ${rarely} = 1 then 'Chief Sensor Officer' else ${oneOf(titles, 'n % 8')} end,
        case when n % 3 <> 0 then 'Town ' || n % 200 end,
        case when n % 5000 = 2 then 'LI' else ${oneOf(countries, 'n % 5')} end,
        case when n % 5 <> 0 then ${id('co', `(n % ${companies})`)} end,
        case when n % 20 < ${owners} then ${id('m', '(n % 20)')} end,
        case when n % 20000 = 11 then 'capture' else ${oneOf(ways, 'n % 5')} end, case when n % 50 = 0 then 'target' else 'person' end,
        case when n % 500 = 9 then '{email:import}'::text[] else '{}' end, ${at('n % 1000')}, ${at('n::bigint * 31 % 1000')} from ${all}`)
    await client.query(`
      insert into standing (workspace_id, contact_id, stage, fit, interest, ready, open_deals, is_customer, last_act_at)
      select ${w}, ${id('c', 'n')}, stage, n::bigint * 13 % 101, n::bigint * 7 % 101, n % 64 = 5, case when n % 100 = 8 then 1 + n % 3 else 0 end, stage = 'customer',
        case when n % 4 <> 0 then ${day('(n::bigint * 17 % 1000)')} end
      from ${all}, lateral (select ${oneOf(stages, 'n::bigint * 3 % 8')} as stage) s`)
    for (const t of tags.keys())
      await client.query(`
        insert into contact_tag (workspace_id, id, contact_id, tag_id)
        select ${w}, ${id('ct', `'${t}/' || n`)}, ${id('c', 'n')}, '${idOf('t', t)}' from ${all}
        where ${t === 2 ? `n % ${rarely} = 7` : `n % ${t + 3} = 0`}`)
    const own: {
      [key in keyof typeof ownFields]: [column: 'text' | 'number' | 'time', value: string, where: string]
    } = {
      machines: ['number', 'n::bigint * 11 % 500', 'n % 2 = 0'],
      machine: [
        'text',
        `case when n % ${rarely} = 4 then 'Stone saw' else 'Press ' || n % 40 end`,
        'n % 2 = 0',
      ],
      serial: ['text', `'SN-' || n::bigint * 7919 % 1000003`, 'n % 4 = 1'],
      site: ['text', `'https://site' || n || '.example/'`, 'n % 10 = 3'],
      second: ['text', `'alt' || n || '@mail.example'`, 'n % 10 = 4'],
      desk: ['text', `'+4930' || ${seven}`, 'n % 10 = 5'],
      remark: ['text', `'Met at the fair in hall ' || n % 90 || ', stand ' || n % 2000`, 'n % 10 = 6'],
      mark: ['text', oneOf(marks, `case when n % ${rarely} = 7 then 3 else n % 3 end`), 'n % 5 = 2'],
      likes: ['text', oneOf(interests, 'n % 4'), 'n % 10 = 7'],
      since: ['time', day('n % 900'), 'n % 10 = 8'],
      keen: ['number', '(n % 20 = 9)::int', 'n % 10 = 9'],
      budget: ['number', 'n::bigint * 13 % 1000000', 'n % 10 = 1'],
      adviser: ['text', id('m', `(n / 10 % ${owners})`), 'n % 10 = 0'],
    }
    for (const [f, [column, value, where]] of Object.values(own).entries())
      await client.query(`
        insert into field_value (workspace_id, id, field_id, record_id, ${column}_value)
        select ${w}, ${id('v', `'${f}/' || n`)}, '${idOf('f', f)}', ${id('c', 'n')}, ${value} from ${all} where ${where}`)
    await client.query(`
      insert into field_value (workspace_id, id, field_id, record_id, text_value, place)
      select ${w}, ${id('v', `'likes/' || n`)}, '${idOf('f', Object.keys(own).indexOf('likes'))}', ${id('c', 'n')}, 'Robots', 1 from ${all} where n % ${rarely} = 17`)
    await client.query(`
      insert into subject (workspace_id, id, kind, key, created_at)
      select ${w}, ${id('s', 'n')}, 'contact', ${id('c', 'n')}::text, ${day('0')} from ${all}`)
    await client.query(`
      insert into identity (workspace_id, id, subject_id, contact_id, proof, known_at)
      select ${w}, ${id('i', 'n')}, ${id('s', 'n')}, ${id('c', 'n')}, 'born', ${day('0')} from ${all}`)
    await client.query(`
      insert into consent (workspace_id, id, subject_id, channel, topic, basis, state, proof, at)
      select ${w}, ${id('k', 'n')}, ${id('s', 'n')}, case when n % 40 = 13 then 'email' else 'any' end, '*', 'consent',
        case when n % 40 = 13 then 'granted' else 'objected' end, '{}', ${day('0')} from ${all} where n % 40 = 13 or n % 4000 = 14`)
    await layAround(client, w)
    // As they are put together when a person is changed; from keys, which are folded already.
    await client.query(`
      insert into search_entry (workspace_id, id, record, owner_id, title, subtitle, words, mail, rest)
      select ${w}, c.id, 'contact', c.owner_id, c.name, '', concat_ws(' ', c.name_key, c.email_key, r.rest), c.email_key, r.rest
      from contact c left join company f on f.workspace_id = c.workspace_id and f.id = c.company_id, lateral (
        select concat_ws(' ', f.name_key, c.city_key, c.job_title_key, lower(c.external_id), substr(c.phone_key, 2),
          (select string_agg(ltrim(v.text_key, '+'), ' ') from field_value v join field d on d.workspace_id = v.workspace_id and d.id = v.field_id
           where v.workspace_id = c.workspace_id and v.record_id = c.id and d.type in ('text', 'prose', 'url', 'email', 'phone'))) as rest) r
      where c.workspace_id = ${w}`)
    await client.query(`
      insert into search_entry (workspace_id, id, record, owner_id, title, subtitle, words, rest)
      select workspace_id, id, 'company', owner_id, name, '', concat_ws(' ', name_key, r.rest), r.rest
      from company, lateral (select concat_ws(' ', domain_key, city_key, country_key, sector_key, lower(external_id)) as rest) r where workspace_id = ${w}`)
    for (const { made } of indexes) await client.query(made)
    await client.query('reset session_replication_role; reset maintenance_work_mem; reset synchronous_commit')
    await client.query('vacuum analyze')
  })
