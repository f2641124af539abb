import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { chance } from '#platform/testing'
import { installation, later } from '../installation.ts'

const soon = { timeout: 180_000, interval: 100 }
const luck = chance()

/**
 * What is done to people, killed at named points (a lock that the test holds stops it where it would write) and at random, and
 * asked again: it is done once and as a whole, as where nobody disturbed it.
 */
describe(`kill -9 while people are changed (TEST_SEED=${luck.seed})`, async () => {
  const { run, end, killAt: kill, ask, found, sql } = await installation()
  let running: ChildProcess = await run('start')
  await found()
  const killAt = async (table: string, begin: () => unknown) => {
    await kill(running, table, begin)
    running = await run('start')
  }
  const killWithin = async (ms: number, begin: () => unknown) => {
    await begin()
    await later(luck.below(ms))
    await end(running, 'SIGKILL')
    running = await run('start')
  }
  /** Asks what will get no answer, and anew where a busy machine took too long for one. */
  const broken = (send: () => Promise<unknown>): void => {
    send().catch((error: unknown) => {
      if (String(error).includes(': 504')) broken(send)
      else if (!(error instanceof TypeError)) console.error(String(error)) // of a refusal nothing ever waits
    })
  }
  const count = async (query: string, values: unknown[] = []) =>
    (await sql<{ n: number }>(`select count(*)::int as n from ${query}`, values))[0]!.n
  /** All that the change log keeps, row by row, by table. */
  const living = async () => {
    const tables = await sql<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and (obj_description(oid) like 'tenant:%' and obj_description(oid) not like '%(not in the change log)' or relname in ('merge', 'merge_move', 'identity', 'standing'))`,
    )
    const digests: Record<string, string> = {}
    for (const { name } of tables) {
      const [row] = await sql<{ digest: string }>(
        `select md5(string_agg(row, '' order by row)) as digest from (
           select (to_jsonb(t) - '{changed_at,last_used_at,as_of,looked_at}'::text[])::text as row from ${name} t) rows`,
      )
      digests[name] = row!.digest
    }
    expect(Object.keys(digests).length).toBeGreaterThan(30)
    return digests
  }

  it('a thousand records that a program sends are there once, however often it was killed and asked again', async () => {
    const records = Array.from({ length: 1000 }, (_, n) => ({
      ...{ externalId: `B${n}`, name: `Batch ${n}`, email: `b${n}@batch${n % 40}.example` },
      ...{ companyName: `Firm ${n % 40}`, city: 'Bonn', tags: ['Batch'] },
    }))
    type Done = { created: number; rows: { id: string }[] }
    const send = () =>
      ask<Done>('POST', '/contacts/batch', { records }, { 'idempotency-key': 'a-thousand-at-once' })
    for (const table of [
      'contact',
      'identity',
      'fact_version',
      'contact_tag',
      'search_entry',
      'idempotency',
    ]) {
      await killAt(table, () => broken(send))
      expect([table, await count(`contact where external_id like 'B%'`)]).toEqual([table, 0])
    }
    for (let n = 0; n < 3; n++) {
      await killWithin(3000, () => broken(send))
      expect([0, 1000]).toContain(await count(`contact where external_id like 'B%'`))
    }
    const done = await send()
    expect(done.created).toBe(1000)
    expect(await send()).toEqual(done)
    const [row] = await sql<{ sorts: number; people: number; firms: number }>(
      `select count(distinct facts)::int as sorts, sum(people)::int as people,
         (select count(*)::int from company where name like 'Firm %') as firms from (
         select count(*) as people, array[
           (select count(*) from standing s where s.contact_id = c.id), (select count(*) from identity i where i.contact_id = c.id),
           (select count(*) from contact_tag t where t.contact_id = c.id), (select count(*) from fact_version f where f.contact_id = c.id),
           (select count(*) from search_entry e where e.id = c.id), (select count(*) from change l where l.row_id = c.id)] as facts
         from contact c where external_id like 'B%' group by c.id) each`,
    )
    expect(row).toEqual({ sorts: 1, people: 1000, firms: 40 })
    expect(await count(`operation where kind = 'contacts.batch'`)).toBe(1)
  }, 900_000)

  it('the search for duplicates finds what it finds undisturbed', async () => {
    const records = Array.from({ length: 600 }, (_, n) => ({
      ...{ externalId: `D${n}`, name: `${n % 2 ? 'Ana' : 'Anna'} Zwilling${n >> 1}` },
      ...{ email: `twin${n >> 1}@twin.example`, companyName: `Twins ${(n % 30) >> 1}` },
    }))
    const pairs = () =>
      sql<{ pair: string }>(
        `select concat_ws('|', a.external_id, b.external_id, because, weight) as pair from duplicate_pair k
         join contact a on a.id = k.one_id join contact b on b.id = k.other_id where a.external_id like 'D%' order by 1`,
      )
    const latest = 'select max(changed_at) from contact'
    const searched = () => count(`duplicate_scan where record = 'contact' and looked_to >= (${latest})`)
    const anew = () =>
      sql(`update duplicate_scan set looked_to = 'epoch', last_id = '00000000-0000-0000-0000-000000000000'`)
    await killAt('duplicate_pair', () => ask('POST', '/contacts/batch', { records }))
    for (let n = 0; n < 2; n++) await killAt('duplicate_pair', anew)
    for (let n = 0; n < 3; n++) await killWithin(6000, anew)
    await expect.poll(searched, soon).toBe(1)
    const disturbed = await pairs()
    expect(disturbed.length).toBeGreaterThanOrEqual(300)
    await sql('delete from duplicate_pair')
    await anew()
    await expect.poll(searched, soon).toBe(1)
    expect(await pairs()).toEqual(disturbed)
  }, 900_000)

  it('a value that may be there only once is nobody’s after a kill, and then of one of two who write it', async () => {
    await ask('POST', '/fields', { record: 'contact', label: 'Card', type: 'text', rules: { once: true } })
    const write = (name: string) => ask('POST', '/contacts', { name, custom: { card: 'K-1' } })
    const two = ['First', 'Second'].map((name) => `${name} Writer`)
    for (const table of ['field_once', 'field_value', 'search_entry']) {
      await killAt(table, () => {
        for (const name of two) broken(() => write(name))
      })
      const kept = [
        await count('field_value'),
        await count('field_once'),
        await count(`contact where name like '% Writer'`),
      ]
      expect([table, ...kept]).toEqual([table, 0, 0, 0])
    }
    const [won, lost] = (await Promise.allSettled(two.map(write))).toSorted((a, b) =>
      a.status < b.status ? -1 : 1,
    )
    expect([won!.status, String((lost as PromiseRejectedResult).reason)]).toEqual([
      'fulfilled',
      expect.stringContaining('value_taken'),
    ])
    expect([await count('field_value'), await count('field_once')]).toEqual([1, 1])
  }, 900_000)

  /** Somebody with whatever hangs on a person, named by texts about others too. */
  const somebody = async (name: string, email: string) => {
    const { id } = await ask<{ id: string }>('POST', '/contacts', { name, email, tags: ['VIP', name] })
    await ask('POST', '/notes', { contactId: id, body: `About ${name}` })
    await ask('POST', '/tasks', { title: `Call ${name}`, contactId: id })
    await ask('POST', '/tasks', { title: `Ask somebody about ${name} (${email})` })
    await ask('POST', '/deals', { name: `Sale to ${name}`, contactId: id, oneOffMinor: 5000 })
    await ask('POST', '/captures', {
      kind: 'call',
      contactId: id,
      asks: true,
      words: `Call me, says ${name}`,
    })
    return id
  }

  it('two people become one as a whole or not at all, and come apart again', async () => {
    type Merged = { mergeId: string; operationId: string }
    const pair = async (n: number) => [
      await somebody(`Anna Eins${n}`, `a${n}@merge.example`),
      await somebody(`Ana Zwei${n}`, `z${n}@merge.example`),
    ]
    const [disturbed, undisturbed] = [await pair(1), await pair(2)] as [string[], string[]]
    await expect.poll(() => count('news'), soon).toBe(0)
    const merge = ([winnerId, loserId]: string[]) =>
      ask<Merged>(
        ...(['POST', '/merges', { record: 'contact', winnerId, loserId, take: ['email'] }] as const),
        { 'idempotency-key': `merged-${winnerId}` },
      )
    const before = await living()
    for (const table of ['merge', 'identity', 'note', 'deal', 'contact', 'news', 'idempotency']) {
      await killAt(table, () => broken(() => merge(disturbed)))
      expect({ table, ...(await living()) }).toEqual({ table, ...before })
    }
    const shape = async ({ mergeId, operationId }: Merged) => [
      await sql(
        `select table_name, column_name, count(*)::int as n from merge_move where merge_id = $1 group by 1, 2 order by 1, 2`,
        [mergeId],
      ),
      await sql(
        'select table_name, count(*)::int as n from change where operation_id = $1 group by 1 order by 1',
        [operationId],
      ),
    ]
    const done = await merge(disturbed)
    expect(await merge(disturbed)).toEqual(done)
    expect(await shape(done)).toEqual(await shape(await merge(undisturbed)))
    const together = await living()
    const separate = () => ask('POST', `/merges/${done.mergeId}/separation`, {})
    for (const table of ['note', 'identity', 'operation', 'merge']) {
      await killAt(table, () => broken(separate))
      expect({ table, ...(await living()) }).toEqual({ table, ...together })
    }
    expect(await separate()).toMatchObject({ conflicts: [] })
    expect(await count('merge where undone_at is not null')).toBe(1)
    expect(await count('note where contact_id = $1', [disturbed[1]])).toBe(1)
  }, 900_000)

  it('a change of thousands goes step by step, each as a whole, and is taken back as a whole', async () => {
    const [people, step] = [12_000, 2000]
    await sql(
      `insert into contact (workspace_id, id, name, email, city, created_via, status, bars, created_at, changed_at)
       select (select workspace_id from workspace), overlay(overlay(md5('bulk' || n) placing '7' from 13) placing '8' from 17)::uuid, 'Bulk ' || n, 'bulk' || n || '@bulk.example',
         'Ulm', 'api', 'person', '{}', now(), now() from generate_series(1, $1::int) n`,
      [people],
      { before: 'set session_replication_role = replica' },
    )
    const filter = { match: 'all', items: [{ field: 'name', operator: 'starts', value: 'Bulk ' }] }
    const change = () =>
      ask<{ operationId: string; state: string; count: number }>('PATCH', '/contacts', {
        ...{ where: { filter }, set: { city: 'Trier', addTags: ['Moved'] } },
      })
    const moved = () => count(`contact where city = 'Trier'`)
    const tagged = () => count(`contact_tag k join tag t on t.id = k.tag_id where t.name = 'Moved'`)
    const places = ['contact', 'fact_version', 'contact_tag']
    // While somebody waits: nothing of it, and nothing goes on.
    for (const table of [...places, 'bulk_act']) {
      await killAt(table, () => broken(change))
      expect([table, await moved(), await tagged(), await count('bulk_act')]).toEqual([table, 0, 0, 0])
    }
    const { operationId: id, ...came } = await change()
    expect(came).toMatchObject({ state: 'running', count: step })
    // While it goes on by itself.
    for (const table of places) {
      await killAt(table, () => {})
      const done = await moved()
      expect([table, done % step, await tagged()]).toEqual([table, 0, done])
      await sql('update job_lease set until = now()') // of the process that was killed
    }
    const act = () => ask<{ state: string; done: number }>('GET', `/bulk-acts/${id}`)
    await expect.poll(act, soon).toMatchObject({ state: 'done', done: people })
    expect([await moved(), await tagged()]).toEqual([people, people])
    const undo = () => ask<{ state: string }>('POST', `/operations/${id}/undo`, {})
    const told = () => ask<{ state: string; conflicts: object[] }>('GET', `/operations/${id}/undo`)
    for (const table of ['contact', 'contact_tag', 'operation']) {
      await killAt(table, () => broken(undo))
      expect([table, await moved(), await tagged()]).toEqual([table, people, people])
    }
    await undo()
    await expect.poll(told, soon).toMatchObject({ state: 'undone', conflicts: [] })
    expect([await moved(), await tagged(), await count(`contact where city = 'Ulm'`)]).toEqual([0, 0, people])
  }, 900_000)

  it('somebody is erased as a whole, once, and everywhere, as where nobody disturbed it', async () => {
    const erase = ({ id, called }: { id: string; called: string }) =>
      ask('POST', `/contacts/${id}/erasure`, { name: called, cause: 'asked' })
    const traces = async (word: string) => {
      const tables = await sql<{ name: string }>(
        `select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`,
      )
      const found: string[] = []
      for (const { name: table } of tables)
        if ((await count(`${table} t where lower(t::text) like $1`, [`%${word}%`])) > 0) found.push(table)
      return found
    }
    const places = ['note', 'fact_version', 'identity', 'contact_tag', 'deal', 'task']
    const twins: { id: string; called: string }[] = []
    for (let n = 0; n < places.length + 3; n++) {
      const called = `Zenobia${n} Quandt${n}`
      twins.push({ id: await somebody(called, `zenobia${n}@quandt${n}.example`), called })
    }
    await expect.poll(() => count('news'), soon).toBe(0)
    // While it is asked for: hidden as a whole or not at all.
    const [asked] = twins.splice(0, 1) as [(typeof twins)[number]]
    for (const table of ['lead', 'erasure', 'erased_key']) {
      await killAt(table, () => broken(() => erase(asked)))
      const there = await count('contact where id = $1 and deleted_at is null', [asked.id])
      expect([table, await count('erasure'), there]).toEqual([table, 0, 1])
    }
    await erase(asked)
    // While they are taken out, where the answer itself wrote nothing, and at random.
    for (const table of places) await killAt(table, () => erase(twins.shift()!))
    await killWithin(1500, () => erase(twins.shift()!))
    await erase(twins.shift()!)
    const open = () => count("erasure where state = 'asked'")
    await expect.poll(open, soon).toBe(0)
    const counts = await sql<{ counts: { gone: object } }>('select counts from erasure order by asked_at')
    expect(counts).toHaveLength(places.length + 3)
    // How often somebody was looked at meanwhile depends on the kills.
    const gone = counts.map(({ counts }) => ({ ...counts, gone: { ...counts.gone, look: 0 } }))
    for (const one of gone) expect(one).toEqual(gone.at(-1))
    await expect.poll(() => traces('quandt'), soon).toEqual([])
  }, 900_000)
})
