import { describe, expect, it } from 'vitest'
import { holidaysOf, regions } from './holidays.ts'

const dates = async (region: string, year: number) => (await holidaysOf(region, year)).map((one) => one.date)

describe('public holidays', () => {
  it('knows countries, states and regions', async () => {
    const all = await regions()
    const names = new Map(all.map((region) => [region.code, region.name]))
    expect(names.get('DE')).toBe('Germany')
    expect(names.get('DE-BY')).toBe('Germany, Bayern')
    expect(names.get('DE-BY-A')).toBe('Germany, Bayern, Stadt Augsburg')
    expect(all.length).toBe(names.size)
  })

  it('differ by region', async () => {
    expect(await holidaysOf('DE-BE', 2026)).toContainEqual({
      date: '2026-03-08',
      name: 'Internationaler Frauentag',
    })
    expect(await dates('DE-BY', 2026)).not.toContain('2026-03-08')
    expect(await dates('DE-BY', 2026)).toContain('2026-01-06')
    expect(await dates('DE-BY-A', 2026)).toContain('2026-08-08')
    expect(await dates('DE-BY', 2026)).not.toContain('2026-08-08')
  })

  it('are days off, not observances', async () => {
    expect(await dates('GB-ENG', 2026)).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-04',
      '2026-05-25',
      '2026-08-31',
      '2026-12-25',
      '2026-12-26',
      '2026-12-28',
    ])
  })

  it('write out several days, without the eve and the half day after', async () => {
    const turkey = await dates('TR', 2026)
    expect(turkey.filter((date) => date.startsWith('2026-03'))).toEqual([
      '2026-03-20',
      '2026-03-21',
      '2026-03-22',
    ])
    expect(await dates('IS', 2026)).not.toContain('2026-12-24')
  })

  it.each(['XX', 'DE-ZZ', 'DE-BY-Q', 'DE-BY-A-1', '', '__proto__'])(
    'refuse the unknown region "%s"',
    async (region) => {
      await expect(holidaysOf(region, 2026)).rejects.toThrow(RangeError)
    },
  )
})
