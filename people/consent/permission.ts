export type Channel = 'email' | 'phone' | 'sms' | 'post' | 'any'
export type Basis = 'consent' | 'request' | 'contract' | 'legitimate_interest'
export type ConsentState = 'pending' | 'granted' | 'withdrawn' | 'objected' | 'expired'

/** A row of the ledger as it was written. */
export type ConsentRow = {
  id: string
  subjectId: string
  channel: Channel
  topic: string
  basis: Basis
  state: ConsentState
  at: Date
  expiresAt: Date | null
  wording: string | null
}
/** What holds now on a channel for a topic. `barred`: a contradiction that somebody must decide. */
export type Permission = {
  channel: Channel
  topic: string
  basis: Basis | 'none'
  state: ConsentState | 'barred'
  since: Date | null
  wording: string | null
  /** Of a bar: what it comes from, as `unsubscribed`. */
  cause?: string
}

const strictness: Record<Permission['state'], number> = {
  barred: 5,
  objected: 4,
  withdrawn: 3,
  expired: 2,
  pending: 1,
  granted: 0,
}

/**
 * What holds at `now`. Of one subject the newest row counts; of several subjects of one person the strictest, so that
 * joining records never widens a permission. A request is a basis for its own matter on its channel only.
 */
export function permissionsAt(rows: readonly ConsentRow[], bars: readonly string[], now: Date): Permission[] {
  const newest = new Map<string, ConsentRow>()
  for (const row of rows.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)))
    newest.set([row.subjectId, row.channel, row.topic, row.basis].join('\n'), row)
  const strictest = new Map<string, Permission>()
  for (const row of newest.values()) {
    const state = row.expiresAt && row.expiresAt <= now && row.state === 'granted' ? 'expired' : row.state
    const key = [row.channel, row.topic, row.basis].join('\n')
    const held = strictest.get(key)
    if (held && strictness[held.state] >= strictness[state]) continue
    const { channel, topic, basis, wording } = row
    strictest.set(key, { channel, topic, basis, state, since: row.at, wording })
  }
  const barred = bars.map((bar): Permission => {
    const [channel, ...cause] = bar.split(':')
    return {
      channel: channel as Channel,
      topic: '*',
      basis: 'none',
      state: 'barred',
      since: null,
      wording: null,
      cause: cause.join(':'),
    }
  })
  return [...barred, ...strictest.values()].toSorted(
    (a, b) =>
      a.channel.localeCompare(b.channel) || a.topic.localeCompare(b.topic) || a.basis.localeCompare(b.basis),
  )
}

/** Whoever objects to any way of being contacted hears of nothing, and is nobody's lead. */
export const hasStopped = (permissions: readonly Permission[]): boolean =>
  permissions.some(({ channel, topic, state }) => channel === 'any' && topic === '*' && state === 'objected')

const isBy = ({ channel }: Permission, way: Channel) => channel === way || channel === 'any'

/** That a way contradicts itself, or what they said against all that comes by it; whatever they granted, it beats. */
export const against = (permissions: readonly Permission[], way: Channel): Permission | undefined =>
  permissions
    .filter((it) => isBy(it, way) && speaksAgainst(it))
    .toSorted((a, b) => strictness[b.state] - strictness[a.state])[0]

const speaksAgainst = ({ state, topic }: Permission) =>
  state === 'barred' || state === 'objected' || (state === 'withdrawn' && topic === '*')

/** What is said of somebody by a way, where they are looked for. */
export type Standing = ConsentState | 'asked'

/**
 * What somebody is found under by a way. What speaks against them always; what speaks for them only where nothing speaks
 * against all of it. Who withdrew everything and agreed to something after that is permitted again. That they asked permits
 * the answer, and no more. The list of people asks the same of the tables (`finding.ts`).
 */
export function standingsOn(permissions: readonly Permission[], way: Channel): Set<Standing> {
  const here = permissions.filter((it) => isBy(it, way))
  const found = new Set<Standing>()
  for (const { state } of here) if (state === 'objected' || state === 'withdrawn') found.add(state)
  const bar = here.filter(speaksAgainst)
  if (bar.some(({ state }) => state !== 'withdrawn')) return found
  const since = Math.max(-Infinity, ...bar.map((it) => it.since!.getTime()))
  for (const { state, basis, since: at } of here) {
    if (at!.getTime() < since) continue
    if (state === 'granted') found.add(basis === 'request' ? 'asked' : 'granted')
    if (state === 'pending' || state === 'expired') found.add(state)
  }
  return found
}
