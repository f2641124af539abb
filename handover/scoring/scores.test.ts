import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { type KeptScore, keptLines, keptScores, keyOf, sameScore, saveScores } from './scores.ts'
import { definitionsInForce } from './store.ts'

describe('a score that is kept', async () => {
  const w = await world()
  const { id: contactId } = await w.owner.client.contacts.create({ name: 'Ada' })
  const events = Array.from({ length: 3 }, (_, n) => `0195d0a0-0000-7000-8000-00000000000${n}`)
  const line = (ruleId: string, points: number, eventIds: string[] = []) => ({ ruleId, points, eventIds })

  it('is what was computed last, with its lines and no others, whether or not one says what was there before', async () => {
    await w.inside(async (db) => {
      const [version] = await definitionsInForce(db)
      const at = w.clock.now()
      const scored = (...lines: KeptScore['lines']): KeptScore => ({
        ...{ definitionId: version!.id, contactId, fit: 1, interest: lines.length, place: 'none' },
        ...{ placeSince: at, asOf: at, changesAt: null, lines: keptLines(lines) },
      })
      const held = () => keptScores(db, [version!.id], [contactId])
      const isKept = async (score: KeptScore) => {
        const found = (await held()).get(keyOf(version!.id, contactId))
        expect(found).toEqual(score)
        expect(sameScore(found, score)).toBe(true)
      }
      const first = scored(line('z', 5), line('a', 3, events.slice(0, 1)), line('m', 1))
      await saveScores(db, [first])
      await isKept(first)
      const more = scored(line('z', 5), line('a', 6, events), line('m', 1), line('b', 2, events))
      await saveScores(db, [more], await held())
      await isKept(more)
      const less = scored(line('b', 2, events), line('z', 4))
      await saveScores(db, [less], await held())
      await isKept(less)
      const other = scored(line('q', 9))
      await saveScores(db, [other])
      await isKept(other)
      const none = scored()
      await saveScores(db, [none], await held())
      await isKept(none)
    })
  })

  it('says the same in whatever order its rules stand', () => {
    const lines = [line('fit', 5), line('act', 3, events)]
    expect(keptLines(lines)).toEqual(keptLines(lines.toReversed()))
  })
})
