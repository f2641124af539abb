import { told, type View } from '#insight/sets'

export const sections = [
  'race',
  'rates',
  'speed',
  'money',
  'revenue',
  'deals',
  'pipeline',
  'customers',
  'mail',
] as const
export type Section = (typeof sections)[number]
/** count: a plain number · money: minor units · share: hits of cases · minutes: business minutes · hours, days: of the clock. */
export type Kind = 'count' | 'money' | 'money_per_day' | 'share' | 'minutes' | 'hours' | 'days' | 'ratio'

/** The sets that a figure is made of, as `rows` opens them; the first is the one to open. */
export type Behind = {
  key: string
  view: View
  origin?: string | undefined
  channel?: string | undefined
  reason?: string | undefined
}

/** One number with all that is needed to show, freeze, export and open it. */
export type Figure = {
  key: string
  section: Section
  label: string
  formula: string
  kind: Kind
  /** Null: there is nothing to tell, and `note` says why if that is not plain. */
  value: number | null
  share: ReturnType<typeof told> | null
  /** How many it is made of. */
  n: number
  /** False: the youngest of them is younger than they are followed, so it is not compared. */
  ripe: boolean
  note: string | null
  behind: Behind[]
}

type Given = Pick<Figure, 'key' | 'section' | 'label' | 'formula' | 'kind' | 'value' | 'n' | 'behind'> &
  Partial<Pick<Figure, 'ripe' | 'note' | 'share'>>

export const figure = (given: Given): Figure => ({ ripe: true, note: null, share: null, ...given })

/** Fewer than thirty cases are told as "3 of 7" alone: the value is left out. */
export const shareFigure = (
  given: Omit<Given, 'kind' | 'value' | 'n' | 'share'> & { hits: number; cases: number },
): Figure => {
  const { hits, cases, ...rest } = given
  const share = told(hits, cases)
  return figure({ ...rest, kind: 'share', share, n: cases, value: share.low === null ? null : hits / cases })
}
