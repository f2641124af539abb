import { describe, expect, it } from 'vitest'
import { companyKeys, contactKeys, soundOf } from './sound.ts'

describe('how a word sounds', () => {
  it.each([
    [['meier', 'meyer', 'maier', 'mayer'], 'mr'],
    [['schmidt', 'schmitt', 'schmid', 'schmied'], 'smt'],
    [['haberle', 'haeberle', 'heberle'], 'hprl'],
    [['siemens', 'simens', 'simmens'], 'smns'],
    [['katharina', 'katarina', 'catharina', 'kathrina'], 'ktrn'],
    [['christoph', 'kristof', 'christof'], 'krstf'],
    [['anna', 'ana', 'anne', 'enna'], 'an'],
    [['philipp', 'filip', 'phillip'], 'flp'],
    [['fritz', 'frits'], 'frs'],
    [['григорян'], 'григорян'],
  ])('%j: %s', (words, sound) => expect([...new Set(words.map(soundOf))]).toEqual([sound]))

  it('tells apart what is another name', () => {
    const names = ['muller', 'maler', 'schulz', 'weber', 'wagner', 'becker', 'hoffmann', 'koch', 'richter']
    expect(new Set(names.map(soundOf)).size).toBe(names.length - 1) // muller and maler are compared, and are not alike
  })
})

describe('by what records are compared', () => {
  const shared = (one: string[], other: string[]) => one.some((key) => other.includes(key))

  it.each([
    [true, 'siemens energie', 'simens energie'],
    [true, 'kabel werk', 'kabelwerk'],
    [true, 'the müller group'.normalize('NFD').replaceAll(/\p{M}/gu, ''), 'muller'],
    [true, 'technik weber', 'weber technik'],
    [true, 'hoch und tief bau', 'hoch tiefbau'],
    [false, 'nordlicht', 'sudwind'],
  ])('companies: %s for %s, %s', (are, one, other) => {
    const keys = (name: string) => companyKeys({ name, bare: name })
    expect(shared(keys(one), keys(other))).toBe(are)
  })

  const anna = { name: 'anna muller', companyId: null, town: 'bonn' }
  it.each([
    [true, anna, { ...anna, name: 'muller anna' }],
    [true, anna, { ...anna, name: 'mueller, ana' }],
    [false, anna, { ...anna, town: 'ulm' }],
    [false, anna, { ...anna, town: null }],
    [false, anna, { ...anna, name: 'a. muller' }],
    [true, { ...anna, companyId: 'f' }, { ...anna, companyId: 'f', town: null }],
    [false, { ...anna, companyId: 'f' }, { ...anna, companyId: 'g', town: null }],
  ])('people: %s for %j, %j', (are, one, other) =>
    expect(shared(contactKeys(one), contactKeys(other))).toBe(are),
  )
})
