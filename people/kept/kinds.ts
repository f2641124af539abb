import { type KeptTable, wordsOf } from '#people/erasing'

/** What the report counts beside what erasing counts. */
const also: Record<string, [one: string, many: string]> = {
  contact: ['record of theirs', 'records of theirs'],
  conversation_mail: ['mail of a conversation', 'mails of conversations'],
  handover_state: ['step of a handover', 'steps of handovers'],
  lead_state: ['step of a lead', 'steps of leads'],
  look: ['time they were looked at to be scored', 'times they were looked at to be scored'],
  participant_state: ['change of a place in a campaign', 'changes of places in campaigns'],
  score: ['score', 'scores'],
  score_line: ['line of a score', 'lines of scores'],
  send_back_word: [
    'word on whether they were sent back rightly',
    'words on whether they were sent back rightly',
  ],
}
const rest = 'rows that only help to find, count or compute these'

/** How much there is of each kind, in words a person knows; what only the machinery needs is one line. */
export function kindsOf(
  tables: readonly Pick<KeptTable, 'table' | 'rows'>[],
): { table: string; means: string; count: number }[] {
  const known = tables.flatMap(({ table, rows: { length: count } }) => {
    const words = wordsOf(table) ?? also[table]
    return words ? { table, means: words[count === 1 ? 0 : 1], count } : []
  })
  const counted = new Set(known.map(({ table }) => table))
  const others = tables.reduce((sum, { table, rows }) => sum + (counted.has(table) ? 0 : rows.length), 0)
  const sorted = known.toSorted((a, b) => b.count - a.count || a.means.localeCompare(b.means))
  return others > 0 ? [...sorted, { table: 'others', means: rest, count: others }] : sorted
}
