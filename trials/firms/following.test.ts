import { expect, it } from 'vitest'
import { importingFirm, world } from '#platform/testing'
import { brought, exported, filesFolder } from './carrying.ts'

const people = 6_000
/** Of a file's people those beyond the first four thousand. */
const later = 2_000
const quietMs = 3_000

it('a firm that goes elsewhere takes along of whom something follows, and there it follows once an owner confirmed', async () => {
  const { w, bring, write } = await importingFirm()
  const file = await filesFolder()
  const rows = Array.from({ length: people }, (_, n) => `p${n}@firm.example,Vorname${n},Bonn`)
  await bring('contacts', await write('people.csv', ['Email,First name,City', ...rows].join('\n')))
  await exported(w, file('firm.zip'))
  const there = await world()
  there.clock.set(w.clock.now())
  const { workspaceId } = await brought(there, file('firm.zip'))
  const sums = async () =>
    (
      await there.sql(
        `select (select coalesce(sum(cardinality(contacts)), 0)::int from contact_arrival where workspace_id = $1) as following,
          (select count(*)::int from search_entry where workspace_id = $1 and record = 'contact') as found,
          (select count(*)::int from changed_record where workspace_id = $1 and record = 'contact') as told,
          (select count(distinct contact_id)::int from fact_version where workspace_id = $1 and field = 'city') as known`,
        [workspaceId],
      )
    )[0]
  const some = people - later
  there.clock.advance(quietMs)
  await there.tick('contact-arrivals')
  expect(await sums()).toEqual({ following: later, found: some, told: some, known: some })
  const { client } = await there.member('owner', { workspaceId, name: 'Oda Owner' })
  await client.moving.confirm(undefined)
  await there.tick('contact-arrivals')
  expect(await sums()).toEqual({ following: 0, found: people, told: people, known: people })
})
