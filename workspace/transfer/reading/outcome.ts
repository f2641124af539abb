import { headerKey } from './header-key.ts'
import type { ColumnProfile, FileProfile } from './profile.ts'
import { yesNo } from './values.ts'

/** The column that says who became a customer; rows with neither value are still open. */
export type Outcome = { column: number; yes: string[]; no: string[]; because: string }

const yesNoHeaders =
  /^(is)?(converted|won|closedwon|gewonnen|customer|kunde|conversion|outcome|response|abschluss)$/
const won = /\b(won|gewonnen)\b/i
const lost = /\b(lost|verloren)\b/i

/** Finds the outcome: a yes/no column of a telling name, or a column with values for won and for lost. */
export function findOutcome({ columns }: FileProfile): Outcome | null {
  for (const column of columns) {
    if (!yesNoHeaders.test(headerKey(column.name)) || column.distinct !== 2) continue
    const yes = wordsWhere(column, (value) => yesNo(value) === true)
    const no = wordsWhere(column, (value) => yesNo(value) === false)
    if (yes.length !== 1 || no.length !== 1) continue
    return {
      column: column.index,
      yes,
      no,
      because: `“${column.name}” has only the values ${no[0]} and ${yes[0]}.`,
    }
  }
  for (const column of columns) {
    if (column.distinctCapped || column.distinct > 30) continue
    const yes = wordsWhere(column, (value) => won.test(value))
    const no = wordsWhere(column, (value) => lost.test(value) && !won.test(value))
    if (yes.length === 0 || no.length === 0) continue
    return { column: column.index, yes, no, because: `“${column.name}” has values for won and for lost.` }
  }
  return null
}

const wordsWhere = (column: ColumnProfile, test: (value: string) => boolean) =>
  column.top.map(({ value }) => value).filter(test)
