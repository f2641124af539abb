import { z } from 'zod'
import { day, endpoint } from '#platform/http/contract'

export const entryKind = z.enum([
  'campaign',
  'cost',
  'deal',
  'task',
  'renewal',
  'follow_up',
  'answer',
  'protection',
  'promise',
  'definition',
  'agreement',
  'month',
  'holiday',
  'absence',
])
export type EntryKind = z.infer<typeof entryKind>

export const entryShape = z.object({
  /** Unlike that of any other entry. */
  key: z.string(),
  kind: entryKind,
  title: z.string(),
  detail: z.string().nullable(),
  from: day,
  /** The last day. */
  to: day,
  /** `14:30` in the firm's zone, of what has an hour. */
  time: z.string().nullable(),
  /** Where it opens in the app. */
  path: z.string(),
})
export type Entry = z.infer<typeof entryShape>

export const calendarContract = {
  /**
   * Everything that has a date within reach, from one day to another in the firm's zone, both counted, 100 days at most.
   * What a role may not see is left out: `kinds` says what is in.
   */
  entries: endpoint('calendars.read')
    .route({ method: 'GET', path: '/calendar' })
    .input(z.object({ from: day, to: day }))
    .output(
      z.object({
        zone: z.string(),
        today: day,
        kinds: z.array(entryKind),
        /** Kinds of which there are more than a thousand: the first ones are shown. */
        cut: z.array(entryKind),
        rows: z.array(entryShape),
      }),
    ),
}
