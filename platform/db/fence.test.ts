import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryDatabase } from '#platform/db'
import type { Database } from './database.ts'
import {
  alwaysOwned,
  appendOnly,
  engineQueues,
  engineReads,
  intakeAdds,
  intakeReads,
  ownerOf,
  reach,
  signIn,
} from './fence-lists.ts'

type Column = { name: string; type: string; position: number; check: string | null }

const [ours, strangers] = [1, 2]
const ids = { me: uuid(1, 0xa), colleague: uuid(1, 0xb) }
const denied = '42501'

let database: Database
/** Tenant tables with the columns that a row must give. */
let columns: Map<string, Column[]>
let tables: string[]
beforeAll(async () => {
  database = await temporaryDatabase()
  await database.owner(async (client) => {
    const { rows } = await client.query<Column & { table: string }>(`
      select c.relname as table, a.attname as name, t.typname as type, a.attnum as position,
             (select pg_get_constraintdef(k.oid) from pg_constraint k
              where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1) as check
      from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and obj_description(c.oid) like 'tenant:%' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and ((a.attnotnull and not a.atthasdef) or a.attname in ('workspace_id', 'owner_id', 'receiver_id', 'asker_id'))
      order by 1, a.attnum`)
    columns = Map.groupBy(rows, (row) => row.table)
    tables = [...columns.keys()]
    await client.query("set session_replication_role = 'replica'") // rows of each table alone, whatever they point at
    for (const table of tables) {
      await client.query(rowOf(table, ours, 1, ids.me))
      await client.query(rowOf(table, strangers, 2, ids.me))
      if (!reach.includes(table)) continue
      await client.query(rowOf(table, ours, 3, ids.colleague))
      if (!alwaysOwned.includes(table)) await client.query(rowOf(table, ours, 4, null))
    }
    // Else both would be put aside.
    await client.query(
      "update sample_firm set state = 'ready'; update arrived_firm set confirmed_at = made_at",
    )
    await client.query('reset session_replication_role')
  })
})
afterAll(() => database.close())

describe('the policies', () => {
  it('are these and no others', async () => {
    const policies = await database.owner(async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select policyname || ' ' || tablename as name from pg_policies where schemaname = 'public' order by 1`,
      )
      return rows.map((row) => row.name)
    })
    const named = (policy: string, list: string[]) => list.map((table) => `${policy} ${table}`)
    const expected = [
      ...named('tenant', tables),
      ...named('reach', reach),
      ...named('engine', [...engineQueues, ...engineReads]),
      ...named('intake', [...intakeAdds, ...intakeReads]),
      ...named('sign_in', signIn),
    ]
    expect(policies).toEqual(expected.sort())
  })

  it('let nobody across', () => asOwner(async (client) => expect(await holes(client)).toEqual([])))

  it('are each missed by the probes when dropped or opened', async () => {
    const { rows: policies } = await database.owner((client) =>
      client.query<{ policyname: string; tablename: string }>(
        `select policyname, tablename from pg_policies where schemaname = 'public'`,
      ),
    )
    const unnoticed: string[] = []
    for (const { policyname, tablename } of policies) {
      const harms = [`drop policy ${policyname} on ${tablename}`]
      if (!['engine', 'intake', 'sign_in'].includes(policyname))
        harms.push(`alter policy ${policyname} on ${tablename} using (true) with check (true)`)
      if (policyname === 'tenant') harms.push(`alter table ${tablename} disable row level security`)
      for (const harm of harms)
        await asOwner(async (client) => {
          await client.query(harm)
          if ((await holes(client, [tablename])).length === 0) unnoticed.push(harm)
        })
    }
    expect(unnoticed).toEqual([])
  }, 120_000)
})

describe('without a workspace', () => {
  it('the app’s roles see nothing in any table', async () => {
    const { rows: every } = await database.owner((client) =>
      client.query<{ name: string }>(
        `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'v', 'm') and n.nspname in ('public', 'leaf', 'scratch', 'auth')`,
      ),
    )
    expect(every.length).toBeGreaterThan(tables.length)
    await asOwner(async (client) => {
      for (const role of ['baton_app', 'baton_scoped']) {
        await client.query(`set local role ${role}`)
        for (const { name } of every)
          expect([name, await count(client, `select count(*)::int as n from ${name}`)]).toEqual([name, 0])
        await client.query('reset role')
      }
    })
  })
  it('search finds nothing; with one, only its own', () =>
    asOwner(async (client) => {
      const search = `select count(*)::int as n from search('x', null, null, true, array['x1', 'x2'], '{}', 50, 50)`
      const near = `select count(*)::int as n from search_near('xenno', null, null, true, array['x1', 'x2'], 50)`
      const part = `select coalesce(sum(cardinality(p.ids)), 0)::int as n from unnest(array['x1', 'x2']) k, search_part(k, 'title', 'eno', 50) p`
      await client.query(
        `update search_entry set title = 'Xenon', words = 'xenon'; update search_word set word = 'xenon'`,
      )
      await client.query('set local role baton_app')
      const found = async () => [
        ...[await count(client, search), await count(client, near)],
        await count(client, part),
      ]
      expect(await found()).toEqual([0, 0, 0])
      await client.query(`set local baton.workspace = '${ours}'`)
      expect(await found()).toEqual([1, 1, 1])
    }))
})

it('the app adds to what is append-only and changes nothing there', () =>
  asOwner(async (client) => {
    await client.query(`set local role baton_app; set local baton.workspace = '${ours}'`)
    for (const table of appendOnly) {
      expect([table, await outcome(client, `update ${table} set workspace_id = ${ours}`)]).toEqual([
        table,
        denied,
      ])
      expect([table, await outcome(client, `delete from ${table}`)]).toEqual([table, denied])
    }
  }))

/** What sign-in and the engine may do beyond the policies: the shortest list that works. */
it('sign-in and the engine have no more rights than these', async () => {
  const { rows } = await database.owner((client) =>
    client.query<{ grant: string }>(
      `select distinct grantee || ' ' || privilege_type || ' ' || table_name as grant
       from information_schema.column_privileges where grantee in ('baton_auth', 'baton_engine') and table_schema = 'public'
       union select distinct grantee || ' DELETE ' || table_name from information_schema.table_privileges
       where privilege_type = 'DELETE' and grantee in ('baton_auth', 'baton_engine') and table_schema = 'public'`,
    ),
  )
  const all = ['SELECT', 'INSERT', 'UPDATE', 'DELETE']
  const may = (role: string, acts: string[], list: string[]) =>
    list.flatMap((table) => acts.map((act) => `${role} ${act} ${table}`))
  expect(rows.map((row) => row.grant).sort()).toEqual(
    [
      ...may('baton_engine', all, engineQueues),
      ...may('baton_engine', ['INSERT'], intakeAdds),
      ...may('baton_engine', ['SELECT'], [...intakeReads, ...engineReads]),
      ...may('baton_engine', ['SELECT', 'INSERT', 'DELETE'], ['day_salt']),
      ...may('baton_engine', ['SELECT', 'INSERT', 'UPDATE'], ['installation', 'job_lease']),
      ...may('baton_auth', ['SELECT'], signIn),
      'baton_auth UPDATE api_key',
      'baton_engine SELECT push_key',
    ].sort(),
  )
})

/** Every way across a fence that is open, in words; none if all hold. */
async function holes(client: PoolClient, only: string[] = tables): Promise<string[]> {
  const found: string[] = []
  const expectSame = (what: string, is: unknown, should: unknown) => {
    if (is !== should) found.push(`${what}: ${is} instead of ${should}`)
  }
  for (const table of only) {
    const own = reach.includes(table) ? (alwaysOwned.includes(table) ? 2 : 3) : 1
    const seen = `select count(*)::int as n from ${table}`
    for (const role of ['baton_app', 'baton_scoped']) {
      await client.query(`set local role ${role}; set local baton.workspace = '${ours}'`)
      await client.query(
        `set local baton.reach = '{${ids.me},${ids.colleague}}'; set local baton.unowned = 'on'`,
      )
      expectSame(`${role} sees in ${table}`, await count(client, seen), own)
      for (const act of ['update', 'delete'] as const) {
        const text =
          act === 'update' ? `update ${table} set workspace_id = ${strangers}` : `delete from ${table}`
        const result = await outcome(client, `${text} where workspace_id = ${strangers}`)
        if (result !== denied) expectSame(`${role} can ${act} strangers’ ${table}`, result, 0)
      }
      expectSame(
        `${role} moves ${table} away`,
        await outcome(client, `update ${table} set workspace_id = ${strangers}`),
        denied,
      )
      expectSame(
        `${role} inserts into strangers’ ${table}`,
        await outcome(client, rowOf(table, strangers, 5, ids.me)),
        denied,
      )
      await client.query('reset role')
    }
    if (reach.includes(table)) {
      await client.query(
        `set local role baton_scoped; set local baton.reach = '{${ids.me}}'; set local baton.unowned = 'off'`,
      )
      expectSame(`out of reach in ${table}`, await count(client, seen), 1)
      const owner = ownerOf[table] ?? 'owner_id'
      const given = await outcome(client, `update ${table} set ${owner} = '${ids.colleague}'`)
      expectSame(`gives ${table} beyond reach`, given, denied)
      if (!alwaysOwned.includes(table)) {
        await client.query(`set local baton.unowned = 'on'`)
        expectSame(`unowned in ${table}`, await count(client, seen), 2)
      }
      await client.query(`set local baton.reach = ''`)
      expectSame(
        `without any reach in ${table}`,
        await count(client, `${seen} where ${owner} is not null`),
        0,
      )
      await client.query('reset role')
    }
    for (const [role, list] of [
      ['baton_engine', [...engineQueues, ...engineReads, ...intakeReads]],
      ['baton_auth', signIn],
    ] as const) {
      await client.query(`set local role ${role}; set local baton.workspace = ''`)
      const workspaces = await outcome(client, `select distinct workspace_id from ${table}`)
      expectSame(`${role} sees workspaces in ${table}`, workspaces, list.includes(table) ? 2 : denied)
      await client.query('reset role')
    }
    if (!engineQueues.includes(table)) {
      await client.query(`set local role baton_engine; set local baton.workspace = ''`)
      const added = await outcome(client, rowOf(table, strangers, 6, ids.me))
      expectSame(`baton_engine adds to ${table}`, added, intakeAdds.includes(table) ? 1 : denied)
      await client.query('reset role')
    }
  }
  return found
}

/** As the owner in a transaction that leaves nothing behind. */
async function asOwner(fn: (client: PoolClient) => Promise<void>): Promise<void> {
  await database.owner(async (client) => {
    await client.query('begin')
    try {
      await client.query("set local session_replication_role = 'replica'")
      await fn(client)
    } finally {
      await client.query('rollback')
    }
  })
}

/** Rows counted; a table without the right to read shows none. */
async function count(client: PoolClient, text: string): Promise<number> {
  const result = await outcome(client, text, (rows) => rows[0]!.n as number)
  return result === denied ? 0 : (result as number)
}

/** Rows touched, or the SQLSTATE of the refusal; undone at once. */
async function outcome(
  client: PoolClient,
  text: string,
  read: (rows: Record<string, unknown>[], touched: number) => number = (_rows, touched) => touched,
): Promise<number | string> {
  await client.query('savepoint probe')
  try {
    const { rows, rowCount } = await client.query(text)
    return read(rows, rowCount ?? 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  } finally {
    await client.query('rollback to savepoint probe')
  }
}

/** An insert of the plainest row that the table's checks allow. */
function rowOf(table: string, workspace: number, number: number, owner: string | null): string {
  const given = columns.get(table)!
  const values = given.map(({ name, type, position, check }) => {
    if (name === 'workspace_id') return workspace
    if (['owner_id', 'receiver_id', 'asker_id', ownerOf[table]].includes(name))
      return owner ? `'${owner}'` : 'null'
    const choice = /ARRAY\[('[^']*'|\d+)/.exec(check ?? '')?.[1]
    if (choice) return choice
    if (check?.includes('[A-Z]{3}')) return `'EUR'`
    if (type.startsWith('_')) return `'{}'`
    if (type === 'uuid') return `'${uuid(workspace, number * 100 + position)}'`
    if (type === 'timestamptz') return `'2026-03-02T08:00:00Z'::timestamptz + interval '${position} min'`
    return (
      { text: `'x${number}'`, bool: 'false', jsonb: `'{}'`, bytea: `''`, date: `'2026-03-02'` }[type] ??
      number
    )
  })
  return `insert into ${table} (${given.map((it) => `"${it.name}"`).join(', ')}) values (${values.join(', ')})`
}

function uuid(workspace: number, number: number): string {
  return `0190000${workspace}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}
