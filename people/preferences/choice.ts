import {
  hasStopped,
  type Permission,
  type Topic,
  type TopicNames,
  topicWords,
  wordsOfHouse,
} from '#people/consent'

/** What somebody can say yes or no to: news of a kind, by a way. */
export type Choice = { key: string; channel: Permission['channel']; topic: string; yes: boolean }

export const keyOf = ({ channel, topic }: Pick<Choice, 'channel' | 'topic'>): string => `${channel} ${topic}`

/**
 * Each public topic by mail, whether they were asked or not, then what else they were asked about by consent. What is not
 * offered, or not to everybody, stands there as long as they have it. What they asked us themselves is answered, and is no
 * matter of choice.
 */
export function choicesIn(permissions: readonly Permission[], topics: readonly Topic[]): Choice[] {
  const stopped = hasStopped(permissions)
  const open = topics.filter(({ isPublic, archivedAt }) => isPublic && !archivedAt).map(({ key }) => key)
  const asked = permissions.filter(
    ({ basis, channel, topic, state }) =>
      basis === 'consent' &&
      !(channel === 'any' && topic === '*') &&
      (open.includes(topic) || wordsOfHouse.has(topic) || state === 'granted'),
  )
  const all = [
    ...open.map((topic) => ({ channel: 'email' as const, topic })),
    ...asked.filter(({ channel, topic }) => !(channel === 'email' && open.includes(topic))),
  ]
  return all.map(({ channel, topic }) => {
    const key = keyOf({ channel, topic })
    const isGranted = asked.some((it) => keyOf(it) === key && it.state === 'granted')
    return { key, channel, topic, yes: isGranted && !stopped }
  })
}

/** What is new in what they say: the same again changes nothing. */
export const changedIn = <It extends Choice>(choices: readonly It[], wanted: ReadonlySet<string>): It[] =>
  choices.flatMap((it) => (wanted.has(it.key) === it.yes ? [] : { ...it, yes: wanted.has(it.key) }))

const ways: Record<Permission['channel'], string> = {
  email: 'by e-mail',
  phone: 'by phone',
  sms: 'by text message',
  post: 'by post',
  any: 'by any way',
}

/** As it stands beside the tick, and in the ledger as what was agreed to. */
export function wordsOf({ channel, topic }: Pick<Choice, 'channel' | 'topic'>, names: TopicNames): string {
  const what = topicWords(topic, names)
  return `${what[0]!.toUpperCase()}${what.slice(1)} ${ways[channel]}`
}
