import { AsyncLocalStorage } from 'node:async_hooks'
import type { Clock } from '#platform/clock'
import type { Key } from './cast.ts'

/** Who does one thing after the other: a colleague, people outside, the web site that reports. */
export type Lane = Key | 'market' | 'website'
type Hand = { lane: Lane | null; moved: number }
type Scene = { at: number; n: number; lane: Lane | null; by: Lane | null; run: () => Promise<void> }

/** What lies further apart may follow from one another. */
const besideMs = 60 * 60_000

/**
 * Time that is ours. What is put on it happens in order, everything of one lane after the other. Lanes go beside each other
 * for at most an hour, each with a clock of its own, so that a computer with several processors has work for them; what has no
 * lane happens alone, when everything before it has. What comes out is the same each time: what one lane puts on for another
 * is seen by it after the hour.
 */
export function timelineOf(start: Date) {
  const scenes: Scene[] = []
  let count = 0
  const alone: Hand = { lane: null, moved: start.getTime() }
  const playing = new AsyncLocalStorage<Hand>()
  const hand = () => playing.getStore() ?? alone
  const clock: Clock = { now: () => new Date(hand().moved) }

  /** No two acts of a lane at one instant: what came first has the smaller id. */
  const moveTo = (at: number) => {
    const it = hand()
    it.moved = Math.max(at, it.moved + 1)
  }
  /** Plays what is on before `wall`, and until then, with a hand for each lane. */
  const together = async (until: number, wall: Scene | undefined) => {
    const [from, before] = [count, alone.moved]
    const ahead = () => scenes.slice(0, Math.min(firstAfter(until), wall ? scenes.indexOf(wall) : Infinity))
    const play = async ({ lane }: Hand) => {
      const nextOf = () => ahead().find((it) => it.lane === lane && (it.n < from || it.by === lane))
      for (let scene = nextOf(); scene; scene = nextOf()) {
        scenes.splice(scenes.indexOf(scene), 1)
        moveTo(scene.at)
        await scene.run()
      }
    }
    const hands = [...new Set(ahead().map((it) => it.lane))].map((lane): Hand => ({ lane, moved: before }))
    const ends = await Promise.allSettled(hands.map((it) => playing.run(it, () => play(it))))
    alone.moved = Math.max(...hands.map(({ moved }) => moved))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
  /** Where the first scene stands that is later. */
  const firstAfter = (at: number): number => {
    let [low, high] = [0, scenes.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (scenes[middle]!.at <= at) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    clock,
    /** A moment goes by. */
    tick: () => moveTo(hand().moved),
    /** Puts something on, in a lane or alone. */
    at: (at: Date, run: () => Promise<void>, lane: Lane | null = null) => {
      const scene = { at: at.getTime(), n: count++, lane, by: hand().lane, run }
      scenes.splice(firstAfter(scene.at), 0, scene)
    },
    /** Lets happen what is on until then; what lies beyond never does. */
    playUntil: async (end: Date) => {
      for (let next = scenes[0]; next && next.at <= end.getTime(); next = scenes[0]) {
        if (next.lane) {
          const wall = scenes.find((it) => it.lane === null)
          await together(Math.min(next.at + besideMs, end.getTime()), wall)
        } else {
          scenes.shift()
          moveTo(next.at)
          await next.run()
        }
      }
      moveTo(end.getTime())
    },
  }
}
