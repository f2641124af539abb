import { setTimeout as after } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type Lane, timelineOf } from './timeline.ts'

const start = new Date('2026-06-17T08:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)

/** A timeline on which each scene notes when it begins, by its own clock, and when it is done. */
function played(line = timelineOf(start)) {
  const noted: string[] = []
  const put = (minutes: number, name: string, lane: Lane | null, takesMs = 0, then?: () => void) =>
    line.at(
      at(minutes),
      async () => {
        noted.push(`${name} ${line.clock.now().toISOString().slice(11, 16)}`)
        await after(takesMs)
        then?.()
        noted.push(`${name} done`)
      },
      lane,
    )
  return { line, noted, put }
}

it('lanes go beside each other, everything of one after the other, each by its own clock', async () => {
  const { line, noted, put } = played()
  put(1, 'a', 'quick', 30)
  put(2, 'b', 'quick')
  put(3, 'c', 'slow', 5)
  await line.playUntil(at(600))
  expect(noted).toEqual(['a 08:01', 'c 08:03', 'c done', 'a done', 'b 08:02', 'b done'])
  expect(line.clock.now()).toEqual(at(600))
})

it('what has no lane happens alone, and lanes further than an hour apart one after the other', async () => {
  const { line, noted, put } = played()
  put(1, 'a', 'quick', 20)
  put(2, 'alone', null, 5)
  put(3, 'b', 'slow', 20)
  put(64, 'c', 'quick')
  await line.playUntil(at(600))
  const names = ['a 08:01', 'a done', 'alone 08:02', 'alone done', 'b 08:03', 'b done', 'c 09:04', 'c done']
  expect(noted).toEqual(names)
})

it('what a lane puts on for itself follows at its time, for another after the hour and not before what was', async () => {
  const { line, noted, put } = played()
  put(1, 'a', 'quick', 5, () => {
    put(2, 'own', 'quick')
    put(3, 'theirs', 'slow')
  })
  put(10, 'b', 'quick')
  put(11, 'c', 'slow', 20)
  await line.playUntil(at(600))
  expect(noted.filter((it) => !it.endsWith('done'))).toEqual([
    ...['a 08:01', 'c 08:11', 'own 08:02', 'b 08:10', 'theirs 08:11'],
  ])
})

it('no two acts of a lane are at one instant', async () => {
  const { line } = played()
  const instants: number[] = []
  for (let n = 0; n < 5; n++)
    line.at(
      at(1),
      async () => {
        for (let k = 0; k < 3; k++) {
          line.tick()
          instants.push(line.clock.now().getTime())
        }
      },
      'market',
    )
  await line.playUntil(at(2))
  expect(new Set(instants).size).toBe(15)
  expect(instants).toEqual(instants.toSorted((a, b) => a - b))
})

it('stops with what fails once the other lanes are at their end, and plays no further', async () => {
  const { line, noted, put } = played()
  line.at(at(1), () => Promise.reject(new Error('no longer ours')), 'quick')
  put(2, 'slow', 'slow', 20)
  put(3, 'later', null)
  await expect(line.playUntil(at(600))).rejects.toThrow('no longer ours')
  expect(noted).toEqual(['slow 08:02', 'slow done'])
})
