import { DateTime } from 'luxon'
import type { Clock } from '#platform/clock'
import {
  type SampleFirm,
  sampleBeatMs,
  sampleLeft,
  sampleProgress,
  sampleReady,
  type TakenSample,
} from '#platform/installation'
import { addMember } from '#workspace/members'
import { emptyWorkspace } from '#workspace/sample'
import type { House } from '../house.ts'
import { play } from './play.ts'
import type { Stage } from './stage.ts'

export const sampleName = 'Kranich Sensors'

/** Progress is written down so often at most. */
const noteEveryMs = 1000

/**
 * Plays a sample firm that was taken, and hands it to the person it is made for. One that was begun before is made anew
 * from the first day: half a past is none. It stops with the first act at which somebody else has the firm; who could not
 * renew the lease for a while, as on a computer that slept, asks for it before the next.
 */
export async function makeSample(
  house: House,
  firm: TakenSample,
  {
    signal,
    onDay,
    end = house.clock.now(),
  }: { signal?: AbortSignal; onDay?: (done: number, total: number) => void; end?: Date } = {},
): Promise<void> {
  const { database, clock } = house
  const { workspaceId, seed, months } = firm
  const held = new AbortController()
  let renewedAt = clock.now().getTime()
  const renew = async () => {
    const now = clock.now()
    await sampleProgress(database, firm, {}, now).catch((error) => held.abort(error))
    renewedAt = now.getTime()
  }
  const beat = setInterval(() => void renew(), sampleBeatMs)
  const mayPlay = async () => {
    if (clock.now().getTime() - renewedAt > 2 * sampleBeatMs) await renew()
    signal?.throwIfAborted()
    held.signal.throwIfAborted()
  }
  try {
    await mayPlay()
    if (firm.again)
      await emptyWorkspace(database, workspaceId, { now: clock.now(), but: ['public.sample_firm'] })
    const note = notes(house, firm, clock)
    const stage = await play(house, {
      ...{ seed, months, workspaceId, end, name: sampleName },
      mayPlay,
      onDay: async (done, total) => {
        await mayPlay()
        onDay?.(done, total)
        await note(done, total)
      },
    })
    await handOver(stage, firm)
    await sampleReady(database, firm)
  } catch (error) {
    if (signal?.aborted) await sampleLeft(database, firm)
    throw error
  } finally {
    clearInterval(beat)
  }
}

function notes({ database }: House, firm: TakenSample, clock: Clock) {
  let last = 0
  return async (done: number, total: number) => {
    const now = clock.now()
    if (done > 0 && now.getTime() - last < noteEveryMs) return
    last = now.getTime()
    await sampleProgress(database, firm, { done, total }, now)
  }
}

/** Whoever asked for it owns it, with something of their own to do. */
async function handOver(stage: Stage, { userId, memberName, memberEmail }: SampleFirm): Promise<void> {
  const id = await stage.inside('The viewer', (db, now) =>
    addMember(
      db,
      { userId, name: memberName, email: memberEmail, role: 'owner', visibility: 'all', teamId: null },
      now,
    ),
  )
  const api = stage.as({ id, name: memberName, role: 'owner' })
  await api.members.update({ id, takesLeads: false })
  // Who looks around answers something within the first minutes: the best of those who wait are laid before them.
  const { rows: best } = await api.flow.waiting({ limit: 2 })
  for (const { handoverId } of best) await api.handovers.offer({ id: handoverId, memberId: id })
  const today = DateTime.fromJSDate(stage.clock.now(), { zone: 'Europe/Berlin' })
  for (const [title, days] of [
    ['Talk with Rico about offers that he lets lie', 0],
    ['Look at what the free sensor kit really brought', 1],
    ['Agree on how many leads a week next quarter', 4],
  ] as const)
    await api.tasks.create({ title, dueOn: today.plus({ days }).toISODate() })
  // People who have answered a colleague become theirs, and with them what is to be answered.
  const { rows: talks } = await api.conversations.list({ box: 'all', limit: 200 })
  for (const { contact } of talks.filter((it) => it.unanswered).slice(0, 2))
    await api.contacts.update({ id: contact.id, ownerId: id })
  const given = (await api.onboarding.list({})).rows.find((it) => it.may.move)
  if (given) await api.onboarding.move({ dealId: given.dealId, memberId: id })
}
