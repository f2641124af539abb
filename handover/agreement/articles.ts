import type { AgreementContent } from '#handover/agreed/contract'
import type { AgreementShown } from './contract.ts'

/** What an agreement names by id, in words. */
export interface Names {
  lines: ReadonlyMap<string, string>
  members: ReadonlyMap<string, string>
  definitions: ReadonlyMap<string, { version: number; lanes: 'asked' | 'both'; enter: number }>
}
interface Line {
  /** The same in two versions where the same thing is promised. */
  key: string
  what: string
  says: string
}
interface Article {
  title: string
  lines: Line[]
}

const count = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
/** Whole hours from two on: nobody reads 480 minutes. */
const minutes = (n: number) =>
  n >= 120 && n % 60 === 0 ? count(n / 60, 'working hour') : count(n, 'working minute')
const lanes = [
  ['asked', 'asked for sales'],
  ['earned', 'strong enough'],
] as const

/** An agreement as people read it. */
export function articlesOf(content: AgreementContent, names: Names): Article[] {
  // One product line goes without a name until there is a second.
  const line = (id: string, alone: string) =>
    names.lines.size > 1 ? (names.lines.get(id) ?? 'A product line') : alone
  const { attempts, verdictDays, keptPerMonth } = content
  const clock = (key: 'answerMinutes' | 'attemptMinutes' | 'decisionDays', what: string, unit: string) =>
    lanes.map(([lane, says]) => ({
      key: `${key} ${lane}`,
      what: `${what}, ${says}`,
      says: `within ${unit === 'working minute' ? minutes(content[key][lane]) : count(content[key][lane], unit)}`,
    }))
  return [
    {
      title: 'What “strong enough” means',
      lines: content.definitions.map(({ productLineId, definitionId }) => ({
        key: `definition ${productLineId}`,
        what: line(productLineId, 'Ready'),
        says: definitionWords(names.definitions.get(definitionId)),
      })),
    },
    {
      title: 'How many a week',
      lines: [
        ...content.weekly.map(({ productLineId, perWeek }) => ({
          key: `weekly ${productLineId}`,
          what: line(productLineId, 'All who are strong enough'),
          says: `at most ${perWeek.toLocaleString('en')} a week, best first`,
        })),
        ...content.receivers.map(({ memberId, perWeek }) => ({
          key: `receiver ${memberId}`,
          what: names.members.get(memberId) ?? 'Somebody who left',
          says:
            perWeek === null ? 'takes leads without a limit' : `takes ${perWeek.toLocaleString('en')} a week`,
        })),
      ],
    },
    {
      title: 'What sales owes',
      lines: [
        ...clock('answerMinutes', 'Answer', 'working minute'),
        ...clock('attemptMinutes', 'First try', 'working minute'),
        ...clock('decisionDays', 'Decision', 'working day'),
        {
          key: 'attempts',
          what: 'Before “no answer” may be said',
          says: `tries on ${count(attempts.days, 'day')}, over ${count(attempts.channels, 'channel')}, each ${count(attempts.hoursApart, 'working hour')} apart`,
        },
      ],
    },
    {
      title: 'What marketing owes',
      lines: [
        {
          key: 'kept',
          what: 'Kept leads',
          says:
            keptPerMonth === null ? 'no number is agreed on' : `${keptPerMonth.toLocaleString('en')} a month`,
        },
        {
          key: 'verdict',
          what: 'Its word on a send-back',
          says: `within ${count(verdictDays, 'working day')}`,
        },
      ],
    },
    {
      title: 'Reasons to send back beside the usual ones',
      lines: content.ownReasons.map(({ code, label, asks, retired }) => ({
        key: `reason ${code}`,
        what: label,
        says: retired ? 'not offered any more' : (asks ?? 'nothing more is asked'),
      })),
    },
  ]
}

function definitionWords(
  it: { version: number; lanes: 'asked' | 'both'; enter: number } | undefined,
): string {
  if (!it) return 'a version that is gone'
  return it.lanes === 'asked'
    ? `version ${it.version}: only who asks for sales`
    : `version ${it.version}: from ${it.enter.toLocaleString('en')} points, and who asks for sales`
}

/** The text with what holds now beside each line that changes; without `now` as it stands. */
export function compared(
  articles: readonly Article[],
  now: readonly Article[] | null,
): AgreementShown['articles'] {
  const shown = articles.map(({ title, lines }) => {
    const old = now?.find((one) => one.title === title)?.lines ?? []
    const known = new Map(old.map((line) => [line.key, line]))
    const kept = new Set(lines.map(({ key }) => key))
    const beforeOf = ({ key, what, says }: Line) => {
      if (!now) return null
      const before = known.get(key)
      if (!before) return ''
      if (before.what !== what && before.says === says) return before.what
      return before.says === says ? null : before.says
    }
    return {
      title,
      lines: [
        ...lines.map((line) => ({ what: line.what, says: line.says, before: beforeOf(line) })),
        ...old
          .filter(({ key }) => !kept.has(key))
          .map(({ what, says }) => ({ what, says: null, before: says })),
      ],
    }
  })
  return shown.filter(({ lines }) => lines.length > 0)
}
