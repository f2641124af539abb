import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import type { Db } from './database.ts'

/** One connection a way in, so that whoever comes next is given the very one that the former had. (Attack 4.) */
describe('a connection that is handed on', async () => {
  const w = await world({ pool: 1 })
  const other = await w.other()
  const ours = await w.owner.client.contacts.create({ name: 'Ours' })
  await other.client.contacts.create({ name: 'Theirs' })
  const { database } = w
  const now = w.clock.now()
  const names = [
    ...[
      'workspace',
      'actor',
      'now',
      'operation',
      'operation_kind',
      'operation_label',
      'reach',
      'unowned',
      'alone',
    ].map((it) => `baton.${it}`),
    ...['statement_timeout', 'transaction_isolation'],
  ]
  /** What the connection knows of whoever has it; a setting that was never made is as one that ended. */
  const known = async (db: Db | typeof database.authKysely) => {
    const { rows } = await sql<{ pid: number; role: string; set: string[] }>`
      select pg_backend_pid() as pid, current_user::text as role, array(
        select coalesce(current_setting(name, true), '') from unnest(${names}::text[]) with ordinality as t(name, n) order by n) as set`.execute(
      db as Db,
    )
    const { pid, role, set } = rows[0]!
    return { pid, role, ...Object.fromEntries(names.map((name, n) => [name, set[n]])) } as Record<
      string,
      unknown
    >
  }
  const people = async (db: Db) =>
    (await db.selectFrom('contact').select('name').execute()).map(({ name }) => name)
  const plain = {
    'baton.operation': '',
    'baton.operation_kind': '',
    'baton.operation_label': '',
    'baton.reach': '',
  }
  const unbound = { transaction_isolation: 'read committed', 'baton.unowned': '' }
  const first = {
    ...{ workspaceId: w.workspaceId, actor: `member:${w.owner.id}`, now, snapshot: true, bulk: true },
    operation: { kind: 'contacts.create', label: 'Person added' },
    statementTimeoutMs: 60_000,
  }
  const reach = { members: [w.owner.id], unowned: true }
  const second = { workspaceId: other.workspaceId, actor: 'public', now }
  const nobody = { workspaceId: 0, actor: '', now }
  const expectSecond = async (pid: unknown) => {
    await database.tenant(second, async (db) => {
      expect(await known(db)).toMatchObject({
        ...{ pid, role: 'baton_app', 'baton.workspace': String(other.workspaceId), 'baton.actor': 'public' },
        ...plain,
        ...unbound,
        statement_timeout: '15s',
      })
      expect(await people(db)).toEqual(['Theirs'])
    })
    await database.tenant(nobody, async (db) => {
      expect(await known(db)).toMatchObject({
        pid,
        role: 'baton_app',
        'baton.workspace': '0',
        ...plain,
        ...unbound,
      })
      expect(await people(db)).toEqual([])
    })
  }

  it('knows nothing of the firm before: neither its rows nor operation, reach, limits', async () => {
    const pid = await database.tenant({ ...first, reach }, async (db) => {
      const it = await known(db)
      expect(it).toMatchObject({
        ...{ role: 'baton_scoped', 'baton.operation_kind': 'contacts.create', 'baton.unowned': 'on' },
        ...{ transaction_isolation: 'repeatable read', statement_timeout: '1min' },
      })
      expect(await people(db)).toEqual(['Ours'])
      return it.pid
    })
    await expectSecond(pid)
  })

  it('nor after what failed in our code, or was refused by the database', async () => {
    let pid: unknown
    const failing = database.tenant({ ...first, reach }, async (db) => {
      pid = (await known(db)).pid
      throw new Error('Broken')
    })
    await expect(failing).rejects.toThrow('Broken')
    await expectSecond(pid)
    await expect(database.tenant(first, (db) => sql`select 1 / 0`.execute(db))).rejects.toThrow('zero')
    await expectSecond(pid)
  })

  it('nor is an operation left by which the next could change what is in the change log', async () => {
    await database.tenant(first, (db) =>
      db.updateTable('contact').set({ name: 'Ours' }).where('id', '=', ours.id).execute(),
    )
    await expect(
      database.tenant(second, (db) => db.updateTable('contact').set({ name: 'Changed' }).execute()),
    ).rejects.toThrow('No operation is set')
  })

  it('nor does the engine stay alone with a firm, or sign-in hear of one', async () => {
    const alone = await database.within(w.workspaceId).engine(known)
    expect(alone).toMatchObject({ role: 'baton_engine', 'baton.alone': String(w.workspaceId) })
    const nothing = { ...plain, 'baton.workspace': '', 'baton.actor': '', 'baton.alone': '' }
    expect(await database.engine(known)).toMatchObject({ pid: alone.pid, role: 'baton_engine', ...nothing })
    const signIn = await database.auth(known)
    expect(signIn).toMatchObject({ role: 'baton_auth', ...nothing })
    expect(await known(database.authKysely)).toMatchObject({
      pid: signIn.pid,
      role: 'baton_auth',
      ...nothing,
    })
  })
})

describe('a connection that ends while it is in use', async () => {
  const w = await world({ pool: 1 })
  const other = new pg.Client(w.database.connectionConfig('owner'))
  await other.connect()
  afterAll(() => other.end())
  const asFirm = { workspaceId: w.workspaceId, actor: 'public', now: w.clock.now() }

  it('fails what it was used for, and nothing else: the next is a new one', async () => {
    const heard: unknown[] = []
    const hear = (error: unknown) => heard.push(error)
    process.on('uncaughtException', hear)
    const pidOf = async (db: Db) =>
      (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]!.pid
    let first = 0
    const used = w.database.tenant(asFirm, async (db) => {
      first = await pidOf(db)
      await other.query('select pg_terminate_backend($1, 5000)', [first])
      return pidOf(db)
    })
    await expect(used).rejects.toThrow(/connection|EPIPE/i)
    const next = await w.database.tenant(asFirm, pidOf)
    process.off('uncaughtException', hear)
    expect(heard).toEqual([])
    expect([first > 0, next === first]).toEqual([true, false])
  })
})
