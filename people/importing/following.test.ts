import { describe, expect, it } from 'vitest'
import { importingFirm } from '#platform/testing'

const people = 9_600
/** Of those beyond the first four thousand five thousand at once. */
const later = 5_000
const quietMs = 3_000
const somebody = '01900000-0000-7000-8000-000000000001'

describe('of a large file', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { contacts, erasing, audit } = w.owner.client
  const rows = Array.from({ length: people }, (_, n) => `p${n}@firm.example,Vorname${n},Bonn,Chefin`)
  const file = await write('people.csv', ['Email,First name,City,Job title', ...rows].join('\n'))
  const holding = async (field: string, value: string) => {
    const filter = { match: 'all' as const, items: [{ field, operator: 'contains' as const, value }] }
    return (await contacts.list({ filter, sort: 'email', direction: 'asc' })).rows.map(({ email }) => email)
  }
  const personOf = async (n: number) =>
    (await w.sql<{ id: string }>('select id from contact where email = $1', [`p${n}@firm.example`]))[0]!.id
  const sums = async () =>
    (
      await w.sql(`select (select count(*)::int from contact where deleted_at is null) as people,
        (select count(distinct contact_id)::int from fact_version) as known, (select count(*)::int from search_entry where record = 'contact') as found,
        (select count(*)::int from changed_record where record = 'contact') as told, (select count(*)::int from news where lane = 2) as bulk,
        (select coalesce(sum(cardinality(contacts)), 0)::int from contact_arrival) as following`)
    )[0]
  const factsOf = (id: string, field: string) =>
    w.sql(
      `select value #>> '{}' as value, until is null as open from fact_version where contact_id = $1 and field = $2 order by known_at`,
      [id, field],
    )

  it('everybody is in and listed at once; search, first facts, news for programs and the pump follow', async () => {
    const brought = await bring('contacts', file)
    expect(counted(brought)).toEqual([people, people, 0, 0, 0])
    expect(await sums()).toEqual({
      people,
      known: people - later,
      found: people - later,
      told: people - later,
      bulk: people - later,
      following: later,
    })
    const page = await contacts.list({ sort: 'name', direction: 'asc', limit: 2 })
    expect(page.rows.map(({ name }) => name)).toEqual(['Vorname0', 'Vorname1'])
    expect((await contacts.get({ id: await personOf(4077) })).city).toBe('Bonn')
  })

  it('who is in is found by a part of a word meanwhile, whether few or very many follow', async () => {
    const asked = async () => [await holding('email', '7711@f'), await holding('name', 'name7711')]
    const they = [['p7711@firm.example'], ['p7711@firm.example']]
    expect(await asked()).toEqual(they)
    await w.sql(
      `insert into contact_arrival (workspace_id, id, contacts, facts, at)
       values (${w.workspaceId}, '${somebody}', array['${somebody}']::uuid[], '[]', $1)`,
      [w.clock.now()],
    )
    expect(await sums()).toMatchObject({ following: later + 1 })
    expect(await asked()).toEqual(they)
    await w.sql(`delete from contact_arrival where id = '${somebody}'`)
  })

  it('what is changed, cleared and erased meanwhile stays so, and what was known first is kept until then', async () => {
    const [moved, cleared, gone] = [await personOf(4001), await personOf(4002), await personOf(4003)]
    w.clock.advance(1_000)
    await contacts.update({ id: moved, city: 'Köln' })
    await contacts.update({ id: cleared, jobTitle: null })
    await erasing.erase({ contactId: gone, cause: 'asked', name: 'Vorname4003' })
    await w.tick('contact-arrivals')
    // Those with whom somebody was erased follow with it; all others wait until no more come in.
    expect(await sums()).toMatchObject({ following: later - 1_000 })
    w.clock.advance(quietMs)
    await w.tick('contact-arrivals')
    expect(await sums()).toMatchObject({ people: people - 1, found: people - 1, following: 0 })
    expect(await factsOf(moved, 'city')).toEqual([
      { value: 'Bonn', open: false },
      { value: 'Köln', open: true },
    ])
    expect(await factsOf(cleared, 'job_title')).toEqual([
      { value: 'Chefin', open: false },
      { value: null, open: true },
    ])
    expect((await contacts.list({ q: 'Vorname7711' })).rows.map(({ email }) => email)).toEqual([
      'p7711@firm.example',
    ])
  })

  it('the same file once more fills only what was cleared, and what is taken back leaves the search box too', async () => {
    const again = await bring('contacts', file)
    // Whose title was cleared has it again, as empty fields are filled; who was erased is refused.
    expect(counted(again)).toEqual([people, 0, 1, people - 2, 1])
    const more = await write(
      'more.csv',
      ['Email,First name', ...rows.slice(0, 5_600).map((_, n) => `q${n}@firm.example,Quer${n}`)].join('\n'),
    )
    const { operationId } = await bring('contacts', more)
    expect(await sums()).toMatchObject({ following: 1_600 })
    await audit.undo({ id: operationId })
    w.clock.advance(quietMs)
    await w.tick('contact-arrivals')
    expect(await sums()).toMatchObject({ people: people - 1, found: people - 1, following: 0 })
  })
})

describe('rows about the same person', async () => {
  const { w, bring, write, counted } = await importingFirm()

  it('go one after the other, however they are tied, and others beside them', async () => {
    const file = await write(
      'twice.csv',
      [
        'Contact ID,Email,Phone,First name,City,Job title',
        'K1,a@firm.example,,Anna,Bonn,',
        'K2,b@firm.example,+49 30 901820,Bea,,',
        'K1,,,Anna,Köln,Chefin',
        ',A@FIRM.example,,,,Inhaberin',
        'K3,,,Cara,Ulm,',
        ',,030 901820,,Graz,',
        ',c@firm.example,,Dora,,',
        'K3,c@firm.example,,,,Leiterin',
      ].join('\n'),
    )
    expect(counted(await bring('contacts', file))).toEqual([8, 4, 3, 1, 0])
    expect(
      await w.sql(
        'select external_id as number, email, city, job_title as title from contact order by first_name, external_id',
      ),
    ).toEqual([
      { number: 'K1', email: 'a@firm.example', city: 'Bonn', title: 'Chefin' },
      { number: 'K2', email: 'b@firm.example', city: 'Graz', title: null },
      { number: 'K3', email: 'c@firm.example', city: 'Ulm', title: 'Leiterin' },
      { number: null, email: 'c@firm.example', city: null, title: null },
    ])
    expect(counted(await bring('contacts', file))).toEqual([8, 0, 0, 8, 0])
  })
})
