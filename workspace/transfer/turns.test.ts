import { describe, expect, it } from 'vitest'
import { type Client, sendFile, world } from '#platform/testing'
import { runImports } from './turns.ts'

describe('long imports', async () => {
  const w = await world()
  const [second, third] = [await w.other(), await w.other()]
  const clock = { now: () => (w.clock.advance(1), w.clock.now()) }
  const imports = (turnMs?: number) =>
    w.run({
      ...{ name: 'imports', everyMs: 0 },
      run: (context) => runImports({ ...context, clock }, turnMs === undefined ? {} : { turnMs }),
    })
  const people = (n: number) =>
    new TextEncoder().encode(
      ['Name', ...Array.from({ length: n }, (_, at) => `Person ${n} ${at}`)].join('\n'),
    )
  const send = ({ client }: { client: Client }, n: number) => sendFile(client, `${n}.csv`, people(n))
  const ended = async () => {
    const rows = await w.sql<{ workspace_id: number; file_name: string; counts: { created: number } }>(
      `select workspace_id, file_name, counts from import where state = 'done' order by finished_at`,
    )
    await w.sql(`update import set state = 'cancelled' where state = 'done'`)
    return rows.map((it) => [it.workspace_id, it.file_name, it.counts.created])
  }

  it('of some firms make way for another firm’s short one, and go on where they stopped', async () => {
    const [one, two, three] = [await send(w.owner, 1100), await send(second, 1200), await send(third, 3)]
    await imports()
    w.clock.advance(1000)
    await w.owner.client.transfer.start({ id: one })
    w.clock.advance(1000)
    await second.client.transfer.start({ id: two })
    w.clock.advance(1000)
    await third.client.transfer.start({ id: three })
    w.clock.advance(1000)
    await imports(0)
    const [first, ...others] = await ended()
    expect(first).toEqual([third.workspaceId, '3.csv', 3])
    expect(new Set(others)).toEqual(
      new Set([
        [w.workspaceId, '1100.csv', 1100],
        [second.workspaceId, '1200.csv', 1200],
      ]),
    )
  })

  it('of one firm are done one after the other, beside another firm’s', async () => {
    const many = [await send(w.owner, 20), await send(w.owner, 21), await send(w.owner, 22)]
    const few = await send(second, 4)
    await imports()
    for (const id of many) {
      w.clock.advance(1000)
      await w.owner.client.transfer.start({ id })
    }
    w.clock.advance(1000)
    await second.client.transfer.start({ id: few })
    w.clock.advance(1000)
    await imports()
    const all = await ended()
    expect(all.filter(([firm]) => firm === w.workspaceId)).toEqual([
      [w.workspaceId, '20.csv', 20],
      [w.workspaceId, '21.csv', 21],
      [w.workspaceId, '22.csv', 22],
    ])
    expect(all.slice(0, 3)).toContainEqual([second.workspaceId, '4.csv', 4])
  })
})
