import type { QueryResultRow } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#platform/clock'
import { temporaryDatabase } from '#platform/db'
import type { Database } from './database.ts'
import { apply } from './migrate.ts'

/** What every table must be, read from the catalog of a fresh installation: new tables are held to it unasked. */
let database: Database
beforeAll(async () => {
  database = await temporaryDatabase()
})
afterAll(() => database.close())

const rows = <T extends QueryResultRow>(text: string): Promise<T[]> =>
  database.owner(async (client) => (await client.query<T>(text)).rows)
/** The first column of each row: a list of offenders that must be empty. */
const offenders = async (text: string) => (await rows(text)).map((row) => String(Object.values(row)[0]))

const appRoles = ['baton_app', 'baton_scoped', 'baton_engine', 'baton_auth']
const roleList = appRoles.map((role) => `'${role}'`).join()

/** Tables of ours with their class; partitions follow their parent. */
const tables = `
  (select c.oid, n.nspname as schema, case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name,
          split_part(obj_description(c.oid), ':', 1) as class, c.relrowsecurity, c.relforcerowsecurity,
          exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id') as in_workspace
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema')`
const columns = `
  (select t.oid as table_oid, t.name || '.' || a.attname as name, t.class, t.schema, a.attname, a.attnum, a.attgenerated,
          a.attnotnull, format_type(a.atttypid, a.atttypmod) as type, pg_get_expr(d.adbin, d.adrelid) as value,
          col_description(t.oid, a.attnum) as comment
   from ${tables} t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
   left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum)`

describe('each table', () => {
  it('has a class and a purpose in its comment', async () => {
    expect(
      await offenders(`
      select name from ${tables} t
      where coalesce(obj_description(oid), '') !~ '^(tenant|auth|engine|reference|scratch): .{5,}'`),
    ).toEqual([])
  })
  it('is a tenant’s exactly if its rows belong to a workspace', async () => {
    expect(await offenders(`select name from ${tables} t where (class = 'tenant') <> in_workspace`)).toEqual(
      [],
    )
  })
  it('lies in the schema of its class', async () => {
    expect(
      await offenders(`
      select name from ${tables} t
      where schema <> case class when 'auth' then 'auth' when 'scratch' then 'scratch' else 'public' end`),
    ).toEqual([])
  })
  it('has its partitions where the app’s roles can’t go', async () => {
    expect(
      await offenders(`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relispartition and c.relkind = 'r' and n.nspname <> 'leaf'`),
    ).toEqual([])
  })
  it('keeps time to the millisecond, with a zone', async () => {
    expect(
      await offenders(`
      select name || ' ' || type from ${columns} c
      where type ~ '^time' and type <> 'timestamp(3) with time zone'`),
    ).toEqual([])
  })
  it('takes time and ids from outside: a default is a constant', async () => {
    expect(
      await offenders(String.raw`
      select name || ' default ' || value from ${columns} c
      where value is not null and attgenerated = ''
        and value !~ '^(''([^'']|'''')*''(::[a-z ]+(\[\])?)?|-?[0-9.]+|\(?-?[0-9.]+\)?::[a-z ]+|true|false)$'
        and not (class = 'tenant' and attname = 'workspace_id')`),
    ).toEqual([])
  })
  it('has no column of an enumerated type', async () => {
    expect(
      await offenders(`
      select t.typname from pg_type t join pg_namespace n on n.oid = t.typnamespace
      where t.typtype = 'e' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`),
    ).toEqual([])
  })
})

describe('each tenant table', () => {
  const tenants = `(select * from ${tables} t where class = 'tenant')`

  it('takes its workspace from the transaction and nothing else', async () => {
    expect(
      await offenders(`
      select name from ${columns} c where class = 'tenant' and attname = 'workspace_id'
        and not (attnotnull and type = 'integer'
          and value = '(NULLIF(current_setting(''baton.workspace''::text, true), ''''::text))::integer')`),
    ).toEqual([])
  })
  it('has row-level security enabled and not forced', async () => {
    expect(
      await offenders(`
      select name from ${tenants} t where not relrowsecurity or relforcerowsecurity`),
    ).toEqual([])
  })
  it('has the workspace first in its primary key and in every unique and exclusion index', async () => {
    expect(
      await offenders(`
      select name from ${tenants} t where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)
      union all
      select i.indexrelid::regclass::text from ${tenants} t join pg_index i on i.indrelid = t.oid
      join pg_attribute a on a.attrelid = t.oid and a.attname = 'workspace_id'
      where (i.indisunique or i.indisexclusion) and i.indkey[0] <> a.attnum`),
    ).toEqual([])
  })
  it('points only at tenant and reference tables, by workspace first, at once and without SET NULL', async () => {
    expect(
      await offenders(`
      select t.name || ' ' || pg_get_constraintdef(k.oid)
      from pg_constraint k join ${tables} t on t.oid = k.conrelid join ${tables} r on r.oid = k.confrelid
      join pg_attribute own on own.attrelid = k.conrelid and own.attnum = k.conkey[1]
      join pg_attribute other on other.attrelid = k.confrelid and other.attnum = k.confkey[1]
      where k.contype = 'f' and (
        (t.class = 'tenant' and r.class not in ('tenant', 'reference'))
        or (t.class <> 'tenant' and r.class = 'tenant')
        or (t.class = 'tenant' and r.class = 'tenant' and (own.attname <> 'workspace_id' or other.attname <> 'workspace_id'))
        or (t.class = 'tenant' and (k.condeferrable or k.confdeltype in ('n', 'd') or k.confupdtype in ('n', 'd'))))`),
    ).toEqual([])
  })
  it('has no trigger but the change log’s, fired once a statement', async () => {
    expect(
      await offenders(`
      select t.name || ' ' || g.tgname from pg_trigger g join ${tenants} t on t.oid = g.tgrelid
      where not g.tgisinternal and (g.tgfoid <> 'record_change'::regproc or g.tgtype & 1 = 1)`),
    ).toEqual([])
  })
  it('is in the change log if its comment says so, with an id of its own', async () => {
    expect(
      await offenders(`
      select t.name from ${tenants} t
      where (obj_description(oid) !~ 'not in the change log') <>
              (2 <= (select count(*) from pg_trigger g where g.tgrelid = t.oid and g.tgname in ('change_insert', 'change_delete')))
         or (obj_description(oid) !~ 'not in the change log'
             and not exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'id' and a.atttypid = 'uuid'::regtype))`),
    ).toEqual([])
  })
  it('has only indexes that row-level security lets a query reach: leakproof operators on plain columns', async () => {
    expect(await offenders(leaking(tenants))).toEqual([
      'search_entry_body',
      'search_entry_parts',
      'search_word_near',
    ])
  })
  it('is measured by a check that knows an index that leaks', async () => {
    const found = await database.owner(async (client) => {
      await client.query('begin')
      await client.query('create index plant_lower on contact (workspace_id, lower(name))')
      await client.query('create index plant_bars on contact using gin (bars)')
      await client.query('create index plant_json on offer (workspace_id, frozen)')
      const { rows } = await client.query<{ name: string }>(leaking(tenants))
      await client.query('rollback')
      return rows.map((row) => row.name)
    })
    expect(found).toEqual(expect.arrayContaining(['plant_lower', 'plant_bars', 'plant_json']))
  })
  it('says of each reference to a person or firm what merging and erasing do to it', async () => {
    const references = await rows<{ name: string; comment: string | null }>(`
      select distinct c.name, c.comment from ${columns} c
      where c.class = 'tenant' and (
        c.attname ~ '(^|_)(contact|company|subject)_id$' or c.attname in ('parent_id', 'merged_into')
        or exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = c.table_oid and c.attnum = any (k.conkey)
                   and c.attname <> 'workspace_id' and k.confrelid in ('contact'::regclass, 'company'::regclass, 'subject'::regclass)))`)
    expect(references.length).toBeGreaterThan(20)
    expect(
      references.filter(({ comment }) => !saysFate(comment)).map((it) => `${it.name}: ${it.comment}`),
    ).toEqual([])
  })
})

/** `contact: move on merge unless the winner has it, delete on erase`; reasons in brackets. */
function saysFate(comment: string | null): boolean {
  const redirect = /^(contact|company): the winner this one redirects to$/
  const fate =
    /^(contact|company|subject|record): (move|stays|recomputed)( as frozen)? on merge( unless the winner [a-z ]+)?( \([^)]+\))?, (?:[a-z ]+ )?(deleted?|clear|anonymised|kept|scrubbed)( [a-z ]+)? on erase( \([^)]+\))?$/
  return comment !== null && (redirect.test(comment) || fate.test(comment))
}

/** Indexes with an expression or with an operator, of the column's own type, whose function may tell of hidden rows. */
const leaking = (tenants: string) => `
  select i.indexrelid::regclass::text as name from ${tenants} t join pg_index i on i.indrelid = t.oid
  where i.indexprs is not null or exists (
    select from unnest(i.indclass::oid[]) with ordinality as k(opclass, position)
    join pg_opclass o on o.oid = k.opclass
    join pg_amop m on m.amopfamily = o.opcfamily and m.amoplefttype = o.opcintype
      and (m.amoprighttype = o.opcintype or o.opcmethod <> (select oid from pg_am where amname = 'btree'))
    join pg_operator op on op.oid = m.amopopr join pg_proc p on p.oid = op.oprcode
    where not p.proleakproof)
  order by 1`

describe('the app’s roles', () => {
  it('can neither pass by row-level security nor make anything', async () => {
    expect(
      await offenders(`
      select rolname from pg_roles where rolname in (${roleList})
        and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolinherit)`),
    ).toEqual([])
    expect(
      await offenders(`
      select rolname from pg_roles where rolname in (${roleList}) and has_schema_privilege(oid, 'public', 'create')`),
    ).toEqual([])
    expect(await rows(`select count(*)::int as n from pg_roles where rolname in (${roleList})`)).toEqual([
      { n: 4 },
    ])
  })
  it('own nothing', async () => {
    expect(
      await offenders(`
      select d.classid::regclass || ' ' || d.objid from pg_shdepend d
      where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o'
        and d.refobjid in (select oid from pg_roles where rolname in (${roleList}))`),
    ).toEqual([])
  })
  it('are no members of each other, but that the app may step down to the scoped one', async () => {
    expect(
      await rows(`
      select m.member::regrole::text as member, m.roleid::regrole::text as role, m.inherit_option, m.admin_option
      from pg_auth_members m join pg_roles r on r.oid in (m.member) where r.rolname in (${roleList})`),
    ).toEqual([{ member: 'baton_app', role: 'baton_scoped', inherit_option: false, admin_option: false }])
  })
  it('can’t use the schemas of partitions and staging; sign-in’s is for sign-in alone', async () => {
    expect(
      await offenders(`
      select r.rolname || ' ' || n.nspname from pg_roles r, pg_namespace n
      where r.rolname in (${roleList}) and n.nspname in ('leaf', 'scratch', 'auth') and has_schema_privilege(r.oid, n.oid, 'usage')`),
    ).toEqual(['baton_auth auth'])
  })
  it('run only seven functions with another’s rights, each with a fixed path', async () => {
    expect(
      await rows(`
      select p.proname as name, p.proconfig::text as path from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname !~ '^pg_' order by 1`),
    ).toEqual([
      { name: 'installation_state', path: '{search_path=public}' },
      { name: 'push_endpoint_taken', path: '{search_path=public}' },
      { name: 'push_public_key', path: '{search_path=public}' },
      { name: 'refresh_statistics', path: '{search_path=public}' },
      { name: 'search', path: '{search_path=public}' },
      { name: 'search_near', path: '{search_path=public,pg_trgm.similarity_threshold=0.35}' },
      { name: 'search_part', path: '{search_path=public}' },
    ])
  })
})

describe('a migration', () => {
  const file = {
    ...{ name: '299901010000_waits', file: 'waits.sql', hash: 'x' },
    sql: 'create table scratch.half (id int); lock table task',
  }
  /** While somebody reads a task; the second line that it notes, if any, ends the reader. */
  const beside = (tries: number) =>
    database.owner(async (reader) => {
      const notes: string[] = []
      await reader.query("set application_name = 'a long report'; begin; select from task")
      const note = (line: string) => {
        notes.push(line)
        if (notes.length === 2) void reader.query('commit')
      }
      const patience = { waitMs: 60, restMs: 20, tries }
      const failure = await database
        .owner((client) => apply(client, file, { clock: systemClock, note, ...patience }))
        .then(
          () => null,
          (error: Error) => error.message,
        )
      if (notes.length < 2) await reader.query('commit')
      await reader.query('reset application_name')
      return { notes, failure }
    })
  const holds = expect.stringMatching(
    /others hold what it needs; at work are process \d+ \(.*a long report\).*/,
  )

  it('lets those pass who want a table that somebody holds, says who that is, and tries again', async () => {
    const { notes, failure } = await beside(50)
    expect(failure).toBeNull()
    expect(notes.slice(0, 2)).toEqual([holds, holds])
    expect(await offenders(`select name from migration where name = '${file.name}'`)).toEqual([file.name])
    await database.owner((client) =>
      client.query(`drop table scratch.half; delete from migration where name = '${file.name}'`),
    )
  })
  it('leaves nothing behind when nobody lets go', async () => {
    const { notes, failure } = await beside(2)
    expect(notes).toEqual([expect.stringContaining('try 1 of 2: others hold')])
    expect(failure).toEqual(holds)
    expect(await rows("select to_regclass('scratch.half') as half")).toEqual([{ half: null }])
  })
})
