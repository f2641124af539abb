import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const dayMs = 24 * 3_600_000

describe('rules of a field', async () => {
  const w = await world()
  const { fields, contacts, companies, deals, audit } = w.owner.client
  type Rules = NonNullable<Parameters<typeof fields.create>[0]['rules']>
  type Type = Parameters<typeof fields.create>[0]['type']
  const day = (days: number) => new Date(w.clock.now().getTime() + days * dayMs).toISOString().slice(0, 10)
  const add = async (label: string, type: Type, rules: Rules, more: object = {}) =>
    await fields.create({ record: 'contact', label, type, rules, ...more })
  await add('Nick', 'text', { longest: 5 })
  await add('Digits', 'text', { pattern: '\\d+' })
  await add('Plate', 'text', { pattern: '[A-Z]{2}\\d{4}' })
  await add('Essay', 'prose', { longest: 10 })
  await add('Seats', 'number', { smallest: 5, greatest: 100, decimals: 0 })
  await add('Rate', 'number', { decimals: 2 })
  await add('Budget', 'money', { smallest: 100_00, decimals: 0 }, { currency: 'CHF' })
  await add('Born', 'date', { days: 'past' })
  await add('Due', 'date', { days: 'future' })
  const { id } = await contacts.create({ name: 'Ada' })

  it.each<[string, unknown, string]>([
    ['nick', 'toolong', 'Takes at most 5 characters (these are 7)'],
    ['digits', '12a', 'Takes digits only'],
    ['plate', 'de1234', 'Takes a text of the form [A-Z]{2}\\d{4}'],
    ['essay', 'more than ten', 'Takes at most 10 characters (these are 13)'],
    ['seats', 4, 'Takes a number of at least 5'],
    ['seats', 101, 'Takes a number of at most 100'],
    ['seats', 7.5, 'Takes a number without decimals'],
    ['rate', 1.005, 'Takes a number with at most 2 decimals'],
    ['budget', 99_00, 'Takes an amount of at least 100.00 CHF'],
    ['budget', 100_50, 'Takes an amount without decimals'],
    ['born', day(1), 'Takes a day in the past, or today'],
    ['due', day(-1), 'Takes a day in the future, or today'],
  ])('refuse %s %s and say what is taken, beside the field', async (key, value, said) => {
    await expect(contacts.update({ id, custom: { [key]: value as string } })).rejects.toMatchObject({
      data: { reason: 'bad_value', fields: { [`custom.${key}`]: said } },
    })
  })

  it('let through what fits, and nothing at all', async () => {
    const custom = {
      ...{ nick: 'Äda😀', digits: '0815', plate: 'DE1234', essay: 'ten\nletter', seats: 5, rate: 1.25 },
      ...{ budget: 100_00, born: day(0), due: day(0) },
    }
    await contacts.update({ id, custom })
    expect((await contacts.get({ id })).custom).toEqual(custom)
    await contacts.update({ id, custom: { nick: null, seats: null, born: null } })
  })

  it('hold for one, for many, for pasted cells and in a batch, of companies and deals too', async () => {
    await expect(contacts.bulk({ ids: [id], set: { custom: { seats: 3 } } })).rejects.toMatchObject({
      data: { reason: 'bad_value' },
    })
    const pasted = await contacts.edits({ edits: [{ id, custom: { plate: 'x' } }], preview: true })
    expect(JSON.stringify(pasted)).toContain('a text of the form')
    const batch = await contacts.batch({
      records: [{ name: 'Bad', custom: { nick: 'toolong' } }, { name: 'Good' }],
    })
    expect(batch).toMatchObject({ created: 1, refused: 1 })
    await fields.create({ record: 'company', label: 'Staff', type: 'number', rules: { smallest: 1 } })
    await expect(companies.create({ name: 'Firm', custom: { staff: 0 } })).rejects.toMatchObject({
      data: { fields: { 'custom.staff': 'Takes a number of at least 1' } },
    })
    await fields.create({ record: 'deal', label: 'Code', type: 'text', rules: { pattern: '\\d+' } })
    await expect(deals.create({ name: 'Deal', fields: { code: 'x' } })).rejects.toMatchObject({
      data: { fields: { 'fields.code': 'Takes digits only' } },
    })
  })

  it('leave what was there before, count it by name, and let it be sent again as it is', async () => {
    const { id: fieldId, key } = await add('Old', 'text', {})
    const people: string[] = []
    for (const [name, old] of [
      ['Long', 'abcdef'],
      ['Short', 'ab'],
      ['Longer', 'abcdefgh'],
    ] as const)
      people.push((await contacts.create({ name, custom: { [key]: old } })).id)
    const { breaking, operationId } = await fields.update({ id: fieldId, rules: { longest: 5 } })
    expect(breaking).toEqual({ count: 2, atLeast: false })
    const found = await fields.breaking({ id: fieldId })
    expect(found.records.map(({ name }) => name)).toEqual(['Long', 'Longer'])
    await contacts.update({ id: people[0]!, city: 'Ulm', custom: { [key]: 'abcdef' } })
    await expect(contacts.update({ id: people[0]!, custom: { [key]: 'abcdeg' } })).rejects.toMatchObject({
      data: { reason: 'bad_value' },
    })
    await contacts.remove({ ids: [people[2]!] })
    expect((await fields.breaking({ id: fieldId })).count).toBe(1)
    await audit.undo({ id: operationId! })
    await contacts.update({ id: people[0]!, custom: { [key]: 'abcdeg' } })
  })

  it.each<[Type, Rules, string]>([
    ['text', { pattern: '(a' }, 'rules.pattern'],
    ['text', { pattern: '(?=a)a' }, 'rules.pattern'],
    ['number', { smallest: 5, greatest: 4 }, 'rules.greatest'],
    ['number', { longest: 3 }, 'rules.longest'],
    ['yesno', { days: 'past' }, 'rules.days'],
    ['text', { pattern: 'a+', longest: 5000 }, 'rules.longest'],
  ])('of %s can’t be %j', async (type, rules, at) => {
    await expect(add('Never', type, rules)).rejects.toMatchObject({
      data: { reason: 'bad_rule', fields: { [at]: expect.any(String) } },
    })
  })

  it('stand in the description of the API that the firm has', async () => {
    const answer = await fetch(`${w.adminUrl}/api/openapi.json`, {
      headers: { authorization: `Bearer ${w.owner.secret}`, 'baton-workspace': String(w.workspaceId) },
    })
    const text = JSON.stringify(
      ((await answer.json()) as { paths: Record<string, unknown> }).paths['/contacts'],
    )
    expect(text).toContain('"title":"Nick","type":["string","null"],"maxLength":5')
    expect(text).toContain('"pattern":"^(?:\\\\d+)$"')
    expect(text).toContain('"minimum":5,"maximum":100,"multipleOf":1')
    expect(text).toContain('"minimum":10000,"multipleOf":100')
  })
})
