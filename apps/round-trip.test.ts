import { describe, expect, it } from 'vitest'
import { chance, type World, world } from '#platform/testing'
import { partBytes } from '#workspace/transfer/contract'

/** Brings a file in as a browser does, in parts, with the mapping that is proposed. */
async function bring(
  w: World,
  record: 'contacts' | 'companies' | 'deals',
  fileName: string,
  bytes: Uint8Array,
) {
  const { transfer } = w.owner.client
  const { id } = await transfer.create({ fileName, sizeBytes: bytes.length, record })
  for (let offset = 0; offset < bytes.length; offset += partBytes)
    await transfer.part({ id, offset, part: new File([bytes.slice(offset, offset + partBytes)], fileName) })
  await w.tick('imports')
  await transfer.start({ id })
  await w.tick('imports')
  return transfer.get({ id })
}

describe('import, export, import', async () => {
  const people = [
    [
      'External ID',
      'Email',
      'First name',
      'Last name',
      'Phone',
      'Town',
      'Size',
      'Member since',
      'Reads us',
      'Colour',
      'Note',
      'Shop page',
      'Invoices to',
      'Fax',
      'Likes',
    ],
    [
      'K-1',
      'a@firm.example',
      '=1+1',
      '@Müller',
      '+49 30 901820',
      'Łódź',
      '12.5',
      '2024-02-29',
      'yes',
      'red',
      '"quoted", and',
      'https://shop.example/a?b=1&c=ü',
      'Rechnung@firm.example',
      '030 901820',
      'Tea; "Milk, cold"',
    ],
    [
      'K-2',
      'b@firm.example',
      'فاطمة',
      'الزهراء',
      '-',
      'São Paulo',
      '-3',
      '2023-12-31',
      'no',
      'blue',
      `two\nlines ${'and more '.repeat(40)}`,
      'other.example',
      'bills@firm.example',
      '+1 213 373 4253',
      'Tea',
    ],
    [
      'K-3',
      '',
      "O'Neill",
      '',
      '0170 1234567',
      '',
      '',
      '',
      '',
      '',
      "'=not a formula",
      '',
      '',
      '',
      'Coffee; Tea',
    ],
  ]
  const file = people.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')
  const exported = (w: World, format: 'csv' | 'xlsx') =>
    w.owner.client.contacts.export({ format, sort: 'name', direction: 'asc' })
  const one = await world()

  it('brings in what a hostile and many-tongued file holds', async () => {
    const it = await bring(one, 'contacts', 'people.csv', new TextEncoder().encode(file))
    expect(it).toMatchObject({ state: 'done', counts: { created: 3, refused: 0 } })
    const { rows } = await one.owner.client.fields.list({ record: 'contact' })
    expect(rows.map(({ label, type }) => [label, type])).toEqual(
      expect.arrayContaining([
        ['Note', 'prose'],
        ['Shop page', 'url'],
        ['Invoices to', 'email'],
        ['Fax', 'phone'],
      ]),
    )
  })

  for (const format of ['csv', 'xlsx'] as const)
    it(`as ${format}: changes nothing where it came from, and makes the same of an empty firm`, async () => {
      const out = await exported(one, format)
      const bytes = new Uint8Array(await out.arrayBuffer())
      const again = await bring(one, 'contacts', out.name, bytes)
      expect(again).toMatchObject({
        state: 'done',
        counts: { rows: 3, created: 0, matched: 0, unchanged: 3 },
      })
      const other = await world()
      const there = await bring(other, 'contacts', out.name, bytes)
      expect(there).toMatchObject({ state: 'done', counts: { created: 3, refused: 0 } })
      expect(await (await exported(other, 'csv')).text()).toBe(await (await exported(one, 'csv')).text())
    })
})

const luck = chance()
const words = [
  'Käse & Söhne',
  'Łódź',
  '=1+1',
  '＝1+1',
  "'＠x",
  '"quoted", and',
  'a;b',
  'مرحبا',
  '007',
  '-3',
  "O'Neill",
  '  two  ',
]

describe(`companies, their people and deals, of any kind (TEST_SEED=${luck.seed})`, async () => {
  const [one, other] = [await world(), await world()]
  const api = one.owner.client
  const maybe = <T>(value: T): T | null => (luck.happens(0.6) ? value : null)
  const word = () => `${luck.oneOf(words)} ${luck.oneOf(words)}`.trim()
  // What a file alone can't tell: that a figure is money, and in which currency.
  const money = [one, other].flatMap(({ owner: { client } }) =>
    (['contact', 'company'] as const).map((record) =>
      client.fields.create({ record, label: 'Budget', type: 'money', currency: 'KWD' }),
    ),
  )
  const budget = (await Promise.all(money))[0]!.key
  const { key } = await api.fields.create({ record: 'company', label: 'Branch', type: 'text' })
  const owners = [one, other].map(({ member }) => member('sales_rep', { name: 'Otto Öwner' }))
  const otto = (await Promise.all(owners))[0]!
  const { stages, reasons } = await api.pipeline.get()
  const products = ['Quartz; "pure"', '2 × Zwei at 3']
  const productIds: string[] = []
  /** Won deals with a term, which others renew. */
  const terms: string[] = []
  const openStages = stages.filter(({ kind }) => kind === 'open').map(({ id }) => id)

  it('are there', async () => {
    for (const name of products) productIds.push((await api.products.create({ name })).id)
    for (let n = 0; n < 25; n++) {
      const { id: companyId } = await api.companies.create({
        ...{ name: `${word()} ${n}`, externalId: `C-${n}`, domain: maybe(`firm${n}.example`) },
        ...{
          sector: maybe(word()),
          employees: maybe(luck.below(9999)),
          revenueMinor: maybe(luck.below(1e9)),
        },
        ...{ city: maybe(word()), country: maybe(luck.oneOf(['DE', 'FR'])) },
        custom: { ...(n % 2 && { [key]: word() }), ...(n % 3 && { [budget]: luck.below(1e9) }) },
        ...{ ownerId: maybe(otto.id), tags: n % 2 ? ['Fair 2026', word()] : [] },
      })
      const { id: contactId } = await api.contacts.create({
        ...{ name: `${word()} ${n}`, externalId: `P-${n}`, companyId, city: maybe(word()) },
        ...(luck.happens(0.7) && { email: `p${n}@firm.example` }),
        ...{ ownerId: maybe(otto.id), tags: n % 2 ? ['Fair 2026', word()] : [] },
        ...(n % 3 && { custom: { [budget]: luck.below(1e9) } }),
      })
      for (const channel of ['email', 'phone'] as const)
        if (luck.happens(0.4) || n === 0)
          await api.consent.add({ contactId, channel, state: 'objected', proof: 'Said so on the phone' })
      one.clock.advance(1 + luck.below(3_600_000))
      const term = { recurringMinor: luck.below(1e5), termMonths: luck.below(36) }
      const { id } = await api.deals.create({
        ...{
          name: `${word()} ${n}`,
          companyId,
          contactId: maybe(contactId),
          stageId: luck.oneOf(openStages),
        },
        ...{ oneOffMinor: 1 + luck.below(1e7), ...term },
        ...(terms.length > 0 && luck.happens(0.5) && { renewsId: luck.oneOf(terms) }),
        ...{ currency: luck.oneOf(['EUR', 'USD', 'JPY', 'KWD']), expectedClose: '2026-12-24' },
        origin: luck.oneOf(['marketing', 'sales', 'partner', 'referral', 'unknown']),
      })
      await api.deals.setProducts({
        id,
        products: productIds
          .filter(() => luck.happens(0.4))
          .map((productId) => ({ productId, quantity: 1 + luck.below(5), priceMinor: luck.below(1e6) })),
      })
      if (n % 3 === 0) {
        const { rows } = await api.contacts.list({ limit: 200 })
        for (const it of luck.shuffled(rows).slice(0, 3))
          await api.deals.addPerson({
            ...{ id, contactId: it.id, role: maybe(luck.oneOf(['Champion', 'Head; of, "all"', '=Boss'])) },
            stance: maybe(luck.oneOf(['for', 'unsure', 'against'] as const)),
          })
      }
      one.clock.advance(1 + luck.below(3_600_000))
      if (luck.happens(0.4)) await api.deals.update({ id, expectedClose: '2027-02-01' })
      const kind = luck.oneOf(['open', 'won', 'lost'] as const)
      const reasonId = reasons.find((it) => it.kind === kind)?.id
      if (kind === 'won') await api.deals.win({ id, reasonId: reasonId!, note: maybe(word()) ?? '' })
      if (kind === 'won' && term.recurringMinor > 0 && term.termMonths > 0) terms.push(id)
      if (kind === 'lost') await api.deals.lose({ id, reasonId: reasonId! })
    }
  })

  /** Whom not to reach, and how, by the numbers that a file knows them by. */
  const objections = (w: World) =>
    w.sql(
      `select c.external_id, s.channel, s.topic, s.state from consent s join identity i on i.subject_id = s.subject_id
       join contact c on c.id = i.contact_id order by 1, 2`,
    )
  const nothing = { state: 'done', counts: { rows: 25, created: 0, matched: 0, unchanged: 25, refused: 0 } }
  for (const record of ['companies', 'contacts'] as const)
    it(`${record}: change nothing where they came from, and are the same in an empty firm`, async () => {
      const exported = async (w: World) => w.owner.client[record].export({ sort: 'name', direction: 'asc' })
      const out = await exported(one)
      const bytes = new Uint8Array(await out.arrayBuffer())
      expect(await bring(one, record, out.name, bytes)).toMatchObject(nothing)
      for (const said of [
        'Otto Öwner',
        'Fair 2026',
        'Budget',
        record === 'contacts' ? 'Do not e-mail' : 'Branch',
      ])
        expect(await out.text()).toContain(said)
      expect(await bring(other, record, out.name, bytes)).toMatchObject({
        state: 'done',
        counts: { created: 25, refused: 0 },
      })
      expect(await (await exported(other)).text()).toBe(await out.text())
      if (record === 'contacts') expect(await objections(other)).toEqual(await objections(one))
    })

  it('deals: change nothing where they came from, and are the same in an empty firm', async () => {
    const out = await api.deals.export({})
    const bytes = new Uint8Array(await out.arrayBuffer())
    expect(await out.text()).toContain(',Renews deal,')
    expect(await out.text()).toContain('Head; of, ')
    const groups = (await (await api.deals.export({ format: 'json' })).text()).match(/"stance"/g)!.length
    expect(groups).toBeGreaterThan(10)
    for (const name of products) expect(await out.text()).toContain(name.replaceAll('"', '""'))
    expect(await bring(one, 'deals', out.name, bytes)).toMatchObject(nothing)
    expect(await (await api.deals.export({})).text()).toBe(await out.text())
    for (const name of products) await other.owner.client.products.create({ name })
    expect(await bring(other, 'deals', out.name, bytes)).toMatchObject({
      state: 'done',
      counts: { created: 25, refused: 0 },
      unknown: [],
    })
    const there = (await (await other.owner.client.deals.export({})).text()).split('\r\n')
    expect(there.toSorted()).toEqual((await out.text()).split('\r\n').toSorted())
  })
})
