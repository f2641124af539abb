import { z } from 'zod'

/** A status of a campaign's ladder. `responded`: whoever is there has answered the campaign. */
export const statusShape = z.object({
  id: z.string().min(1).max(60),
  name: z.string().min(1).max(60),
  responded: z.boolean(),
})
export type Status = z.infer<typeof statusShape>
export const statusesShape = z.array(statusShape).min(1)

type Channel = 'email' | 'ads' | 'social' | 'search' | 'event' | 'print' | 'press' | 'partner' | 'other'

const status = (name: string, responded = false): Status => ({
  id: name.toLowerCase().replaceAll(' ', '_'),
  name,
  responded,
})
const seen = [status('Reached'), status('Responded', true)]
const usual: Record<Channel, readonly Status[]> = {
  email: [status('Sent'), status('Clicked'), status('Replied', true)],
  event: [status('Invited'), status('Registered', true), status('Attended', true)],
  ads: [status('Reached'), status('Clicked'), status('Responded', true)],
  social: [status('Reached'), status('Clicked'), status('Responded', true)],
  search: [status('Clicked'), status('Responded', true)],
  print: [status('Sent'), status('Responded', true)],
  press: seen,
  partner: [status('Referred'), status('Responded', true)],
  other: seen,
}

/** What a campaign of this channel begins with. */
export const usualLadder = (channel: Channel): Status[] => usual[channel].map((one) => ({ ...one }))

/** The lowest place of who has responded: where a lead that names the campaign puts its person. */
export const firstResponded = (ladder: readonly Status[]): Status =>
  ladder.find(({ responded }) => responded) ?? ladder[ladder.length - 1]!

/** Where somebody stands; at the first status whoever is at one that is not on the ladder any more. */
export const standingAt = (ladder: readonly Status[], id: string): Status =>
  ladder.find((one) => one.id === id) ?? ladder[0]!

/** What is wrong with a ladder as somebody wants it, in words; null when it will do. */
export function faultOf(wanted: readonly { name: string; responded: boolean }[]): string | null {
  if (wanted.length === 0) return 'A ladder has at least one status.'
  const names = wanted.map(({ name }) => name.trim().toLowerCase())
  const twice = wanted.find(({ name }, n) => names.indexOf(name.trim().toLowerCase()) !== n)
  if (twice) return `“${twice.name}” is there twice.`
  if (!wanted.some(({ responded }) => responded))
    return 'Tick at least one status as “has responded”: that is where people get by a lead.'
  return null
}

/** The ladder as it will be: known statuses keep their id, so that people stay where they are under another name. */
export function relaid(
  before: readonly Status[],
  wanted: readonly { id?: string | undefined; name: string; responded: boolean }[],
  newId: () => string,
): { ladder: Status[]; gone: Status[] } {
  const known = new Set(before.map(({ id }) => id))
  const ladder = wanted.map(({ id, name, responded }) => ({
    id: id !== undefined && known.has(id) ? id : newId(),
    name,
    responded,
  }))
  const kept = new Set(ladder.map(({ id }) => id))
  return { ladder, gone: before.filter(({ id }) => !kept.has(id)) }
}
