import type { Channel, ConsentRow, Permission } from './permission.ts'

/** What is written into the ledger, as people read it; the same on the page of a person and in what they are given of it. */
export const channelWords: Record<Channel, string> = {
  email: 'E-mail',
  phone: 'Phone',
  sms: 'SMS',
  post: 'Post',
  any: 'Any way',
}
export const stateWords: Record<Permission['state'], string> = {
  granted: 'allowed',
  pending: 'not confirmed',
  withdrawn: 'withdrawn',
  objected: 'objected',
  expired: 'expired',
  barred: 'barred',
}
export const basisWords: Record<Permission['basis'], string> = {
  consent: 'by consent',
  request: 'because they asked',
  contract: 'for their contract',
  legitimate_interest: 'by legitimate interest',
  none: '',
}
/** Topics that every firm has and none sets up. */
export const wordsOfHouse: ReadonlyMap<string, string> = new Map([
  ['*', 'everything'],
  ['request', 'what they asked'],
  ['sales', 'what we sell'],
])
/** What the firm calls its topics, by their keys. */
export type TopicNames = ReadonlyMap<string, string>
export const topicWords = (topic: string, names: TopicNames): string =>
  wordsOfHouse.get(topic) ?? names.get(topic) ?? topic

type Line = Pick<ConsentRow, 'channel' | 'topic' | 'basis' | 'state'>

/** A line of the ledger: “E-mail about what they asked: allowed, because they asked”. */
export function lineWords({ channel, topic, basis, state }: Line, names: TopicNames): string {
  const why = state === 'withdrawn' || state === 'objected' ? '' : `, ${basisWords[basis]}`
  return `${channelWords[channel]} about ${topicWords(topic, names)}: ${stateWords[state]}${why}`
}

const happened: Record<ConsentRow['state'], string> = {
  granted: 'Allowed',
  pending: 'Asked for, not confirmed yet:',
  withdrawn: 'Allows no more:',
  objected: 'Objected to',
  expired: 'Ran out:',
}

/** What somebody said by a line: “Objected to e-mail about News”. Of any way and everything: “Objected to everything”. */
export function happenedWords({ channel, topic, state }: Omit<Line, 'basis'>, names: TopicNames): string {
  const way = channel === 'sms' ? channelWords.sms : channelWords[channel].toLowerCase()
  const what = topicWords(topic, names)
  return `${happened[state]} ${channel === 'any' ? what : `${way} about ${what}`}`
}

const said: Record<string, string> = {
  name: 'told to',
  words: 'in words:',
  form: 'by the form',
  file: 'from the file',
  line: 'line',
  page: 'on the page',
  ip: 'from the address',
}
const pages: Record<string, string> = { choices: 'on which they choose what they hear of' }

/** How, where and to whom it was said; ids help nobody who reads. */
export const proofWords = (proof: Readonly<Record<string, unknown>>): string | null =>
  Object.keys(said)
    .flatMap((key) => {
      const value = proof[key]
      return value ? `${said[key]} ${key === 'page' ? (pages[String(value)] ?? value) : String(value)}` : []
    })
    .join(' · ') || null
