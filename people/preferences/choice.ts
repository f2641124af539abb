import { hasStopped, type Permission } from '#people/consent'

/** What somebody can say yes or no to: news of a kind, by a way. */
export type Choice = { key: string; channel: Permission['channel']; topic: string; yes: boolean }

export const keyOf = ({ channel, topic }: Pick<Choice, 'channel' | 'topic'>): string => `${channel} ${topic}`

/**
 * What they were ever asked about by consent, and news by mail in any case. What they asked us themselves is answered, and
 * is no matter of choice.
 */
export function choicesIn(permissions: readonly Permission[]): Choice[] {
  const asked = permissions.filter(
    ({ basis, channel, topic }) => basis === 'consent' && !(channel === 'any' && topic === '*'),
  )
  const news = { channel: 'email', topic: 'newsletter', state: 'none' } as const
  const all = asked.some((it) => keyOf(it) === keyOf(news)) ? asked : [news, ...asked]
  const stopped = hasStopped(permissions)
  return all.map(({ channel, topic, state }) => ({
    ...{ key: keyOf({ channel, topic }), channel, topic },
    yes: state === 'granted' && !stopped,
  }))
}

/** What is new in what they say: the same again changes nothing. */
export const changedIn = (choices: readonly Choice[], wanted: ReadonlySet<string>): Choice[] =>
  choices.flatMap((it) => (wanted.has(it.key) === it.yes ? [] : { ...it, yes: wanted.has(it.key) }))

const ways: Record<Permission['channel'], string> = {
  email: 'by e-mail',
  phone: 'by phone',
  sms: 'by text message',
  post: 'by post',
  any: 'by any way',
}

/** As it stands beside the tick, and in the ledger as what was agreed to. */
export function wordsOf({ channel, topic }: Pick<Choice, 'channel' | 'topic'>): string {
  const what =
    topic === '*' ? 'Everything' : topic === 'newsletter' ? 'News' : topic[0]!.toUpperCase() + topic.slice(1)
  return `${what} ${ways[channel]}`
}
