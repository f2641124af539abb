import { describe, expect, it } from 'vitest'
import { forgetAnswers } from '#platform/http'
import { world } from '#platform/testing'
import { asking } from './asking.ts'

/** Requests as an attacker writes them, past our own client. `docs/attacks.md` says which attack is held where. */
describe('a request that comes again', async () => {
  const w = await world()
  const { ask, people } = asking(w)

  it('that is sent twice at once with one Idempotency-Key is done once (35)', async () => {
    const before = await people()
    const send = (name: string) =>
      ask('POST', '/contacts', { name }, { 'idempotency-key': 'one-and-the-same' })
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('Once')))
    const ids = await Promise.all(
      answers.filter((it) => it.ok).map(async (it) => ((await it.json()) as { id: string }).id),
    )
    expect(new Set(ids).size).toBe(1)
    expect(await people()).toBe(before + 1)
    expect((await send('Another')).status).toBe(409)
  })

  it('with the key of another file is refused, with that of the same file answered again (35)', async () => {
    const { id } = await w.owner.client.transfer.create({ fileName: 'people.csv', sizeBytes: 20 })
    const send = (text: string) => {
      const body = new FormData()
      body.append('part', new File([text], 'people.csv'))
      const headers = { authorization: `Bearer ${w.owner.secret}`, 'idempotency-key': 'part-of-a-file' }
      return fetch(`${w.adminUrl}/api/imports/${id}/parts/0`, { method: 'PUT', headers, body })
    }
    expect(await (await send('email,')).json()).toEqual({ receivedBytes: 6 })
    expect((await send('phone,')).status).toBe(409)
    expect(await (await send('email,')).json()).toEqual({ receivedBytes: 6 })
  })

  it('may come again with its key for a day, in every firm; then nothing of it is kept (35)', async () => {
    const other = await w.other()
    const send = (secret: string) =>
      fetch(`${w.adminUrl}/api/contacts`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/json',
          'idempotency-key': 'kept-for-a-day',
        },
        body: '{"name":"Daily"}',
      })
    const kept = async () => (await w.sql("select 1 from idempotency where key = 'kept-for-a-day'")).length
    const answers = [await send(w.owner.secret), await send(other.secret)]
    expect(answers.map((it) => it.ok)).toEqual([true, true])
    w.clock.advance(86_400_000 - 1)
    await w.tick('answers.forget')
    expect(await kept()).toBe(2)
    w.clock.advance(1)
    await w.tick('answers.forget')
    expect(await kept()).toBe(0)
    // A firm that imports by the API leaves many; no transaction takes them all at once.
    const many = 12_001
    await w.sql(
      `insert into idempotency (workspace_id, actor, key, request_hash, created_at)
       select 1, 'key:many', n::text, '', $1::timestamptz - n * interval '1 s' from generate_series(1, $2) n`,
      [new Date(w.clock.now().getTime() - 86_400_000), many],
    )
    const ended = async () =>
      (await w.sql<{ n: number }>("select count(*)::int as n from idempotency where actor = 'key:many'"))[0]!
        .n
    const steps: number[] = []
    const engine: typeof w.database.engine = async (fn) => {
      const result = await w.database.engine(fn)
      steps.push(await ended())
      return result
    }
    await forgetAnswers(
      { database: { ...w.database, engine }, signal: new AbortController().signal },
      w.clock.now(),
    )
    expect(steps).toEqual([7001, 2001, 0])
  })

  it('is done anew where its day ends while it is looked up', async () => {
    const send = (name: string) => ask('POST', '/contacts', { name }, { 'idempotency-key': 'ends-right-now' })
    const first = (await (await send('Before')).json()) as { id: string }
    w.clock.advance(86_400_000)
    await w.sql(`
      create function forgets() returns trigger language plpgsql security definer as $$ begin
        delete from idempotency where key = 'ends-right-now' and response is not null; return null; end $$;
      create trigger forgets after insert on idempotency for each statement execute function forgets()`)
    const then = await send('After')
    await w.sql('drop function forgets() cascade')
    expect(then.status).toBe(200)
    expect(((await then.json()) as { id: string }).id).not.toBe(first.id)
  })
})
