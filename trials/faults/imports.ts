import type { ChildProcess } from 'node:child_process'
import { expect, it } from 'vitest'
import { chance } from '#platform/testing'
import { broughtIn } from '../brought-in.ts'
import { installation, later } from '../installation.ts'

const people = 12_000
const kills = 50
/** A machine on which a step takes longer than this gets more time after each kill that came before it. */
const firstPatienceMs = 2_000
const dice = chance()

type Import = {
  state: string
  following: number
  counts: { rows: number; created: number; matched: number; unchanged: number; refused: number }
}

const { run, end, ask, found, sql } = await installation()

/** The same file, brought in and taken back again and again, with a process that is killed at any moment. */
it(`imports and their undoing under kill -9 end as if nobody had disturbed them (seed ${dice.seed})`, async () => {
  let running: ChildProcess = await run('start')
  await found()
  await ask('POST', '/fields', { record: 'contact', label: 'Card', type: 'text', rules: { once: true } })
  const rows = Array.from({ length: people }, (_, n) => {
    const who = n % 50 === 49 ? n - 20 : n
    // Who comes twice is known by their card alone the second time.
    return `${who < n ? '' : `p${who}@firm.example`},C-${who},Vorname ${who},Stadt ${who % 50},Firma ${who % 400} GmbH,"Messe, Nr. ${who % 7}",${who % 9 ? 'No' : 'Yes'}`
  })
  const text = [
    'Email,Card,First name,City,Company,Tags,Do not email',
    ...rows,
    ...Array.from({ length: 20 }, (_, n) => `not an address ${n},,Cara,Bonn,,,`),
  ].join('\n')
  const look = (id: string) => ask<Import>('GET', `/imports/${id}`)
  const until = async (id: string, isIt: (one: Import) => boolean, everyMs = 200): Promise<Import> => {
    for (;;) {
      const one = await look(id)
      if (one.state === 'failed') throw new Error(JSON.stringify(one))
      if (isIt(one)) return one
      await later(everyMs)
    }
  }
  const isAfter = ({ state, following }: Import) => (state === 'done' || state === 'undone') && following > 0
  const isIn = ({ state, following }: Import) => state === 'done' && following === 0
  const isOut = ({ state, following }: Import) => state === 'undone' && following === 0
  const begin = async (): Promise<string> => {
    const sizeBytes = Buffer.byteLength(text)
    const { id } = await ask<{ id: string }>('POST', '/imports', { fileName: 'people.csv', sizeBytes })
    const part = new FormData()
    part.set('part', new File([text], 'people.csv'))
    await ask('PUT', `/imports/${id}/parts/0`, part)
    await until(id, ({ state }) => state === 'read')
    await ask('POST', `/imports/${id}/start`, {})
    return id
  }
  const nobody = async () =>
    expect(
      await sql(`select (select count(*)::int from contact where deleted_at is null) as people,
        (select count(*)::int from search_entry where record = 'contact') as found, (select count(*)::int from contact_arrival) as following`),
    ).toEqual([{ people: 0, found: 0, following: 0 }])

  const undisturbed = await begin()
  const { counts } = await until(undisturbed, isIn)
  const expected = await broughtIn(sql, undisturbed)
  await ask('POST', `/imports/${undisturbed}/undo`, {})
  await until(undisturbed, isOut)
  await nobody()

  const killed: Record<string, number> = {}
  let patienceMs = firstPatienceMs
  /** Kills it until it is where it should be. */
  const through = async (id: string, isThere: (one: Import) => boolean) => {
    let before = ''
    for (;;) {
      const one = await look(id)
      if (one.state === 'failed') throw new Error(JSON.stringify(one))
      if (isThere(one)) return one
      if (Object.values(killed).reduce((sum, n) => sum + n, 0) >= kills) return until(id, isThere)
      const place = JSON.stringify([one.state, one.counts.rows, one.following])
      patienceMs = place === before ? patienceMs * 1.5 : firstPatienceMs
      before = place
      // What follows is soon over: now and then it is waited for, so that it is killed too.
      if (dice.below(8) > 0) await later(dice.below(patienceMs))
      else await until(id, (now) => isAfter(now) || isThere(now), 20)
      const now = await look(id)
      const at = isAfter(now) ? 'following' : isThere(now) ? null : now.state
      if (!at) continue
      await end(running, 'SIGKILL')
      killed[at] = (killed[at] ?? 0) + 1
      running = await run('start')
      // What the process had taken is taken up again when its lease has ended.
      await sql(`update import set lease_until = null`)
      await sql(`update job_lease set until = now()`)
    }
  }
  while (Object.values(killed).reduce((sum, n) => sum + n, 0) < kills) {
    const id = await begin()
    const done = await through(id, isIn)
    expect(done.counts).toEqual(counts)
    expect(await broughtIn(sql, id)).toEqual(expected)
    await ask('POST', `/imports/${id}/undo`, {})
    await through(id, isOut)
    await nobody()
    console.log(`killed so far: ${JSON.stringify(killed)}`)
  }
  expect(Object.keys(killed)).toEqual(expect.arrayContaining(['applying', 'undoing', 'following']))
}, 3_600_000)
