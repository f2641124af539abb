import { describe, expect, it } from 'vitest'
import { importingScreen, sendFile, table, world } from '#platform/testing'

/** A trial import and the file of the day on which everybody changes over: deals were moved in the other tool meanwhile. */
describe('a later file of deals', async () => {
  const w = await world()
  const { transfer, deals, pipeline, fields } = w.owner.client
  const { run, done, counted, reasons } = importingScreen(w)
  const { stages, reasons: why } = await pipeline.get()
  const [first, second, third] = stages.filter(({ kind }) => kind === 'open').map(({ name }) => name)
  const lost = why.find(({ kind }) => kind === 'lost')!
  const head = 'Deal ID,Deal name,Deal stage,Close date,Amount,Lost reason'
  const stageOf = (stageId: string) => stages.find(({ id }) => id === stageId)!.name

  const bring = async (lines: string[], policy: 'fill' | 'overwrite' = 'fill', names = head) => {
    const id = await sendFile(w.owner.client, 'deals.csv', table(names, ...lines), 'deals')
    await run()
    const { mapping } = await transfer.get({ id })
    await transfer.change({ id, mapping: { ...mapping!, policy } })
    return done(id)
  }
  const standing = async () => {
    const { rows } = await deals.list({ sort: 'name', direction: 'asc' })
    return rows.map(({ name, state, stageId }) => [name, state, stageOf(stageId)])
  }
  const named = async (name: string) => {
    const { rows } = await deals.list({})
    return deals.get({ id: rows.find((it) => it.name === name)!.id })
  }
  const dayOf = (at: Date | null) => at?.toISOString().slice(0, 10)

  const was = [
    `1,Pumps,${first},2027-03-01,100,`,
    `2,Valves,${first},2027-03-01,200,`,
    `3,Pipes,${second},2027-03-01,300,`,
    '4,Tanks,Lost,2026-01-10,400,',
    `5,Taps,${first},2027-03-01,500,`,
  ]
  const is = [
    '1,Pumps,Won,2026-01-20,100,',
    `2,Valves,Lost,2026-01-21,200,${lost.label}`,
    `3,Pipes for two,${third},2027-03-01,300,`,
    `4,Tanks,${second},2027-05-01,400,`,
    `5,Taps,${first},2027-03-01,500,`,
  ]

  it('moves nothing unless it shall win, and says how many stand elsewhere', async () => {
    expect(counted(await bring(was))).toEqual([5, 5, 0, 0, 0])
    const before = await standing()
    const told = await bring(is)
    expect(told.counts).toMatchObject({ created: 0, refused: 0, elsewhere: 4 })
    expect(await standing()).toEqual(before)
  })

  it('where it wins, closes with day and reason, moves, renames and opens again, once, and is taken back', async () => {
    const before = await standing()
    const won = await bring(is, 'overwrite')
    expect([counted(won), won.counts.elsewhere]).toEqual([[5, 0, 4, 1, 0], 0])
    expect(await standing()).toEqual([
      ['Pipes for two', 'open', third],
      ['Pumps', 'won', 'Won'],
      ['Tanks', 'open', second],
      ['Taps', 'open', first],
      ['Valves', 'lost', 'Lost'],
    ])
    const [pumps, valves, tanks] = [await named('Pumps'), await named('Valves'), await named('Tanks')]
    expect(pumps.history.map(({ stage, state, who }) => [stage, state, who])).toEqual([
      [first, 'open', 'Import'],
      ['Won', 'won', 'Import'],
    ])
    expect([dayOf(pumps.closedAt), dayOf(valves.closedAt)]).toEqual(['2026-01-20', '2026-01-21'])
    expect([valves.closeReasonId, tanks.closedAt, tanks.closeReasonId]).toEqual([lost.id, null, null])
    expect(tanks.history.map(({ state }) => state)).toEqual(['lost', 'open'])
    const moved = await w.sql('select state from deal_movement where deal_id = $1 order by at', [pumps.id])
    expect(moved).toEqual([{ state: 'open' }, { state: 'won' }])
    expect(counted(await bring(is, 'overwrite'))).toEqual([5, 0, 0, 5, 0])
    await transfer.undo({ id: won.id })
    await run()
    expect(await transfer.get({ id: won.id })).toMatchObject({ state: 'undone', stayed: 0 })
    expect(await standing()).toEqual(before)
    // Its story is only ever added to.
    const story = (await named('Pumps')).history.map(({ stage }) => stage)
    expect(story).toEqual([first, 'Won', first])
  })

  it('lets day and reason of a closed deal follow; a reason that is not on the list is kept in its words', async () => {
    await bring(['4,Tanks,Lost,2026-01-12,400,Too dear for them'], 'overwrite')
    const tanks = await named('Tanks')
    expect([dayOf(tanks.closedAt), tanks.closeNote]).toEqual(['2026-01-12', 'Too dear for them'])
    expect(counted(await bring(['4,Tanks,Lost,2026-01-12,400,Too dear for them'], 'overwrite'))).toEqual([
      ...[1, 0, 0, 1, 0],
    ])
  })

  it('refuses a row that lacks what its stage requires, and takes it once the row brings it along', async () => {
    const { key } = await fields.create({ record: 'deal', label: 'Budget', type: 'text' })
    await pipeline.save({
      stages: stages.map(({ position: _, ...stage }) => ({
        ...stage,
        required: stage.name === third ? [key] : [],
      })),
    })
    const row = `5,Taps renamed,${third},2027-03-01,500,`
    const refused = await bring([row], 'overwrite')
    expect(counted(refused)).toEqual([1, 0, 0, 0, 1])
    expect(await reasons(refused.id)).toEqual([[2, `“${third}” needs “Budget” first.`]])
    expect(stageOf((await named('Taps')).stageId)).toBe(first)
    expect(counted(await bring([`${row},Signed`], 'overwrite', `${head},Budget`))).toEqual([1, 0, 1, 0, 0])
    expect(stageOf((await named('Taps renamed')).stageId)).toBe(third)
  })

  it('may win in all but the stage', async () => {
    const id = await sendFile(
      w.owner.client,
      'deals.csv',
      table(head, `3,Pipes,${first},2027-03-01,999,`),
      'deals',
    )
    await run()
    const { mapping } = await transfer.get({ id })
    const stage = { ...mapping!.columns['Deal stage']!, policy: 'keep' as const }
    const columns = { ...mapping!.columns, 'Deal stage': stage }
    await transfer.change({ id, mapping: { ...mapping!, policy: 'overwrite', columns } })
    const it = await done(id)
    expect([counted(it), it.counts.elsewhere]).toEqual([[1, 0, 1, 0, 0], 1])
    const pipes = await named('Pipes')
    expect([pipes.oneOffMinor, stageOf(pipes.stageId)]).toEqual([99_900, second])
  })
})
