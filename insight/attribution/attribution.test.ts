import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Act, attribute, byModel, rangeOf, touchesOf } from './attribution.ts'
import { type Model, models } from './models.ts'

const dayMs = 86_400_000
const act = (campaignId: string | null, day: number, more: Partial<Act> = {}): Act => ({
  ...{ id: `${day}`, personId: 'ida', campaignId, at: day * dayMs },
  ...more,
})
const of = (valueMinor: number, acts: Act[], model: Model) =>
  Object.fromEntries(attribute(valueMinor, touchesOf(acts), model))

describe('a deal by model', () => {
  const three = [act('fair', 0), act('ads', 30), act('fair', 60)]
  const path = [act('fair', 0), act('ads', 30), act('mail', 60), act('web', 90)]
  it.each<[Model, Act[], number, Record<string, number>]>([
    ['first', path, 1000, { fair: 1000, ads: 0, mail: 0, web: 0 }],
    ['last', path, 1000, { fair: 0, ads: 0, mail: 0, web: 1000 }],
    ['linear', path, 1000, { fair: 250, ads: 250, mail: 250, web: 250 }],
    ['position', path, 1000, { fair: 400, ads: 100, mail: 100, web: 400 }],
    ['decay', path, 1500, { fair: 100, ads: 200, mail: 400, web: 800 }],
    ['linear', three, 1000, { fair: 667, ads: 333 }],
    ['position', three, 1000, { fair: 800, ads: 200 }],
    ['decay', three, 700, { fair: 500, ads: 200 }],
    ['position', path.slice(0, 2), 999, { fair: 500, ads: 499 }],
    ['linear', path.slice(0, 3), 100, { fair: 34, ads: 33, mail: 33 }],
    ['linear', path.slice(0, 3), 101, { fair: 34, ads: 34, mail: 33 }],
  ])('%s', (model, acts, valueMinor, parts) => expect(of(valueMinor, acts, model)).toEqual(parts))

  it('goes to none as a whole where no act names a campaign', () => {
    for (const acts of [[], [act(null, 1), act(null, 2)]])
      for (const model of models) expect(of(1234, acts, model)).toEqual({ null: 1234 })
  })

  it('takes for one touch what a person does for a campaign without a pause as long as ends a visit', () => {
    const minutes = (id: string, at: number, more: Partial<Act> = {}) =>
      act('fair', 0, { id, at: at * 60_000, ...more })
    const ids = (acts: Act[]) => touchesOf(acts).map(({ id }) => id)
    expect(ids([minutes('a', 0), minutes('b', 20), minutes('c', 45), minutes('d', 76)])).toEqual(['a', 'd'])
    expect(ids([minutes('a', 0), minutes('b', 1, { personId: 'ben' })])).toEqual(['a', 'b'])
    expect(ids([minutes('a', 0), minutes('b', 1, { campaignId: 'ads' })])).toEqual(['a', 'b'])
  })
})

describe('whatever people did', () => {
  const acts = fc.array(
    fc.record({
      id: fc.uuid(),
      personId: fc.constantFrom('ida', 'ben'),
      campaignId: fc.constantFrom('fair', 'ads', 'mail', null),
      at: fc.integer({ min: 0, max: 4000 * dayMs }),
    }),
    { maxLength: 12 },
  )
  const value = fc.integer({ min: 0, max: 9e15 })

  it('each model gives away the value to the cent, and nobody less than nothing', () => {
    fc.assert(
      fc.property(acts, value, (some, valueMinor) => {
        for (const model of models) {
          const parts = [...attribute(valueMinor, touchesOf(some), model).values()]
          expect(parts.every((one) => Number.isInteger(one) && one >= 0)).toBe(true)
          expect(parts.reduce((sum, one) => sum + BigInt(one), 0n)).toBe(BigInt(valueMinor))
        }
      }),
    )
  })

  it('no order in which they are told, and nothing that names no campaign, changes a cent', () => {
    const shuffled = acts.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
    )
    fc.assert(
      fc.property(shuffled, value, ([some, other], valueMinor) => {
        const named = other.filter(({ campaignId }) => campaignId !== null)
        for (const model of models) {
          expect(of(valueMinor, other, model)).toEqual(of(valueMinor, some, model))
          expect(of(valueMinor, named, model)).toEqual(of(valueMinor, some, model))
        }
      }),
    )
  })

  it('one touch gets everything under each model, and so does one campaign with many', () => {
    fc.assert(
      fc.property(acts, value, (some, valueMinor) => {
        const own = some.map((one) => ({ ...one, campaignId: 'fair' }))
        fc.pre(own.length > 0)
        for (const model of models) {
          expect(of(valueMinor, own.slice(0, 1), model)).toEqual({ fair: valueMinor })
          expect(of(valueMinor, own, model)).toEqual({ fair: valueMinor })
        }
      }),
    )
  })

  it('no part is a cent away from its exact share', () => {
    fc.assert(
      fc.property(acts, fc.integer({ min: 0, max: 1e9 }), (some, valueMinor) => {
        const touches = touchesOf(some)
        fc.pre(touches.length > 0)
        for (const [campaignId, cents] of attribute(valueMinor, touches, 'linear')) {
          const mine = touches.filter((one) => one.campaignId === campaignId).length
          expect(Math.abs(cents - (valueMinor * mine) / touches.length)).toBeLessThan(1)
        }
      }),
    )
  })

  it('the range holds what each model says', () => {
    const said = byModel((model) => models.indexOf(model))
    expect(rangeOf(said)).toEqual({ low: 0, high: models.length - 1 })
  })
})
