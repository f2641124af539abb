import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { installation } from '../installation.ts'

const soon = { timeout: 60_000, interval: 200 }
/** The same on all of them, as whoever moves an installation keeps it. */
const env = { BATON_SECRET: 'a secret that moves with the installation, long enough' }

/** What somebody erased leaves, in whatever table. */
const traces = `select n.nspname || '.' || c.relname as of from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
    and (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I t where t::text ilike %L',
      n.nspname, c.relname, '%zeitgeist%'), false, true, '')))[1]::text::int > 0`

type Restored = { rows: number; erasedAgain: number; isListed: boolean }
type Arrived = {
  workspaceId: number
  rows: number
  erasedAgain: number
  waiting: string[]
  password: string | null
}

describe('somebody who was erased after a copy of the firm was made', async () => {
  const one = await installation(env)
  const [restored, moved] = [await installation(env), await installation(env)]
  const [backup, firm, list] = ['all.backup', 'firm.zip', 'list'].map((it) => path.join(one.folder, it)) as [
    string,
    string,
    string,
  ]
  let key = ''
  const people = async (it: typeof one, workspace = 1) =>
    (
      await it.sql<{ name: string }>(
        `select name from contact where workspace_id = ${workspace} and deleted_at is null order by name`,
      )
    ).map(({ name }) => name)

  it('is in both copies, and then erased', async () => {
    await one.run('start')
    key = await one.found()
    for (const name of ['Anna Ahrens', 'Zeno Zeitgeist'])
      await one.ask('POST', '/captures', {
        ...{ kind: 'call', name, email: `${name.split(' ')[1]!.toLowerCase()}@firm.example`, asks: true },
      })
    await one.cli('backup', backup)
    const written = JSON.parse(await one.cli('export-firm', firm, '--json')) as { rows: number }
    expect(written.rows).toBeGreaterThan(40)
    const [zeno] = await one.sql<{ id: string }>(`select id from contact where name like 'Zeno%'`)
    await one.ask('POST', `/contacts/${zeno!.id}/erasure`, { cause: 'asked', name: 'Zeno Zeitgeist' })
    await expect.poll(() => one.sql(traces), soon).toEqual([])
    await copyFile(path.join(one.folder, 'erased'), list)
  }, 300_000)

  it('is erased again by `restore --erased LIST` before anybody can look, and does not come back', async () => {
    await expect(
      restored.cli('restore', backup, '--erased', path.join(one.folder, 'nowhere')),
    ).rejects.toThrow('ended with 1')
    const back = JSON.parse(await restored.cli('restore', backup, '--erased', list, '--json')) as Restored
    expect(back).toMatchObject({ erasedAgain: 1, isListed: true })
    await restored.run('start')
    expect(await people(restored)).toEqual(['Anna Ahrens'])
    expect(await restored.sql(traces)).toEqual([])
    restored.speakAs(key)
    await expect(
      restored.ask('POST', '/contacts', { name: 'Zeno Z.', email: 'zeitgeist@firm.example' }),
    ).rejects.toThrow('erased_person')
  }, 300_000)

  it('is not in the firm that is made of its file, here or elsewhere; members sign in where they have an account', async () => {
    const beside = JSON.parse(
      await one.cli('import-firm', firm, '--owner', 'olga@firm.example', '--json'),
    ) as Arrived
    expect(beside).toMatchObject({ erasedAgain: 1, waiting: [], password: null })
    expect(beside.workspaceId).toBeGreaterThan(1)
    expect(await people(one, beside.workspaceId)).toEqual(['Anna Ahrens'])
    expect(await people(one)).toEqual(['Anna Ahrens'])
    expect(await one.sql(traces)).toEqual([])
    const [owner] = await one.sql<{ same: boolean }>(
      `select count(distinct user_id) = 1 and count(*) = 2 as same from member where email = 'olga@firm.example'`,
    )
    expect(owner!.same).toBe(true)

    await expect(moved.cli('import-firm', firm)).rejects.toThrow('ended with 1')
    const arrived = JSON.parse(
      await moved.cli('import-firm', firm, '--owner', 'nora@firm.example', '--erased', list, '--json'),
    ) as Arrived
    expect(arrived).toMatchObject({ workspaceId: 1, erasedAgain: 1, waiting: ['olga@firm.example'] })
    expect(arrived.password).toMatch(/^.{16}$/)
    await moved.run('start')
    expect(await people(moved)).toEqual(['Anna Ahrens'])
    expect(await moved.sql(traces)).toEqual([])
    const members = await moved.sql(
      `select email, role, user_id is not null as "in" from member order by email`,
    )
    expect(members).toEqual([
      { email: 'nora@firm.example', role: 'owner', in: true },
      { email: 'olga@firm.example', role: 'owner', in: false },
    ])
  }, 300_000)
})
