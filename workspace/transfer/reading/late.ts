import type { Outcome } from './outcome.ts'
import type { ColumnProfile, FileProfile } from './profile.ts'

/**
 * A column that is probably filled only after sales spoke, so that no score rule may read it. `by` says where the
 * suspicion comes from: the numbers of this file, or only the column's name. The person decides.
 */
export type LateProposal = {
  column: number
  by: 'numbers' | 'name'
  /** Null: too few rows with an outcome to measure. */
  prediction: Prediction | null
  because: string
}

/**
 * Above this a single column is too good to be true: it orders four of five pairs of a customer and somebody else
 * rightly ("excellent discrimination", Hosmer and Lemeshow, Applied Logistic Regression 5.2.4).
 */
const suspiciousAuc = 0.8

/** So is a column where one row in ten holds a value that nearly decides: ten times the average odds, or a tenth. */
const suspiciousDecided = 0.1
const decidingOdds = 10

/** Names that many tools give to what sales notes down. */
export const lateNames: RegExp[] = [
  /^tags?$/i,
  /\b(quality|disposition|qualit[äa]t|bewertung|rating|grade)\b/i,
  /\blead[ _]?(profile|status|stage)\b/i,
  /\b(score|index)$/i,
  /\bnotable activity\b/i,
  /\b(lost|loss|won|close|closed|verlust)[ _-]?(reason|date|grund|datum)\b/i,
  /\b(converted|conversion)[ _-]?(date|time|by)\b/i,
  /\bcall[ _-]?(result|outcome|status)\b/i,
]

/** What a column tells about the outcome when nothing else is known. */
export type Prediction = {
  /** The chance that a customer ranks above somebody else: 0.5 is luck, 1 perfect. */
  auc: number
  /** Share of rows whose value nearly decides. */
  decided: number
  /** The clearest values with their rates, as a sentence. */
  example: string
}

const folds = 5
/** Rows that a value's rate is drawn towards the average with, so that rare values can't look certain. */
const priorRows = 10
const minOfEach = 30
const minRowsOfExample = 30
const maxBuckets = 2_000

type Counts = { rows: number[]; yes: number[] }

class Predictor {
  readonly profile: ColumnProfile
  readonly kind: 'values' | 'sizes' | 'filled'
  readonly buckets = new Map<string, Counts>()

  constructor(profile: ColumnProfile) {
    this.profile = profile
    const { point, comma, whole, either } = profile.shapes.number
    const isNumber = point + comma + whole + either >= profile.filled * 0.95
    const repeats = !profile.distinctCapped && profile.distinct <= profile.filled / 5
    // Ids, dates and free texts have a value for nearly every row; but whether they are filled can tell all.
    this.kind =
      isNumber && profile.distinct > 100 && profile.unique === false ? 'sizes' : repeats ? 'values' : 'filled'
  }

  add(value: string, fold: number, yes: boolean): void {
    const bucket = value === '' ? '' : this.#bucket(value)
    let counts = this.buckets.get(bucket)
    if (!counts) {
      if (this.buckets.size >= maxBuckets) return
      counts = { rows: Array(folds).fill(0), yes: Array(folds).fill(0) }
      this.buckets.set(bucket, counts)
    }
    counts.rows[fold]!++
    if (yes) counts.yes[fold]!++
  }

  #bucket(value: string): string {
    if (this.kind === 'values') return value
    return this.kind === 'sizes' ? magnitude(value) : 'filled'
  }
}

/** Numbers are compared by size, four steps to a doubling. */
function magnitude(value: string): string {
  const number = Number(value.replace(/[^\d.eE+-]/g, ''))
  if (number === 0 || Number.isNaN(number)) return '0'
  return `${Math.sign(number)}:${Math.round(Math.log2(Math.abs(number)) * 4)}`
}

/**
 * One more pass over the rows: how well each column alone predicts the outcome, by column index; empty when there
 * are too few rows with an outcome. Every row is judged by rates of the four fifths of the file that it is not
 * part of, so a column can't shine by having learnt its rows by heart.
 */
export async function measurePredictions(
  profile: FileProfile,
  rows: AsyncIterable<{ cells: string[] }>,
  outcome: Outcome,
  empty: ReadonlySet<string>,
): Promise<Map<number, Prediction>> {
  const predictors = profile.columns
    .filter(({ index }) => index !== outcome.column)
    .map((column) => new Predictor(column))
  const [yesWords, noWords] = [new Set(outcome.yes), new Set(outcome.no)]
  let read = 0
  let count = 0
  let yesCount = 0
  for await (const { cells } of rows) {
    if (read++ === profile.rows) break
    const said = (cells[outcome.column] ?? '').trim()
    const yes = yesWords.has(said)
    if (!yes && !noWords.has(said)) continue
    for (const predictor of predictors) {
      const value = (cells[predictor.profile.index] ?? '').trim()
      predictor.add(empty.has(value) ? '' : value, count % folds, yes)
    }
    count++
    if (yes) yesCount++
  }
  if (Math.min(yesCount, count - yesCount) < minOfEach) return new Map()
  return new Map(
    predictors.map(({ profile: column, buckets, kind }) => {
      const prediction = judge(buckets, yesCount / count)
      return [column.index, { ...prediction, example: kind === 'values' ? exampleOf(buckets) : '' }]
    }),
  )
}

const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)
const odds = (rate: number) => rate / (1 - rate)

function judge(buckets: Map<string, Counts>, base: number): { auc: number; decided: number } {
  const groups: { rate: number; yes: number; no: number }[] = []
  let decided = 0
  let total = 0
  for (const { rows, yes } of buckets.values()) {
    const [allRows, allYes] = [sum(rows), sum(yes)]
    for (let fold = 0; fold < folds; fold++) {
      const inFold = rows[fold]!
      const rate = (allYes - yes[fold]! + base * priorRows) / (allRows - inFold + priorRows)
      const times = odds(rate) / odds(base)
      if (allRows >= minRowsOfExample && (times >= decidingOdds || times <= 1 / decidingOdds))
        decided += inFold
      total += inFold
      if (inFold > 0) groups.push({ rate, yes: yes[fold]!, no: inFold - yes[fold]! })
    }
  }
  return { auc: areaUnderRoc(groups), decided: decided / total }
}

/** The chance that a customer has a higher rate than somebody else, ties counting half. */
function areaUnderRoc(groups: { rate: number; yes: number; no: number }[]): number {
  groups.sort((a, b) => a.rate - b.rate)
  let noBelow = 0
  let wins = 0
  let yesTotal = 0
  for (let i = 0; i < groups.length; ) {
    let [yes, no] = [0, 0]
    const { rate } = groups[i]!
    for (; i < groups.length && groups[i]!.rate === rate; i++) {
      yes += groups[i]!.yes
      no += groups[i]!.no
    }
    wins += yes * (noBelow + no / 2)
    noBelow += no
    yesTotal += yes
  }
  return wins / (yesTotal * noBelow)
}

function exampleOf(buckets: Map<string, Counts>): string {
  const rates = [...buckets]
    .map(([value, { rows, yes }]) => ({ value, rows: sum(rows), rate: sum(yes) / sum(rows) }))
    .filter(({ value, rows }) => value !== '' && rows >= minRowsOfExample)
    .sort((a, b) => a.rate - b.rate)
  const [low, high] = [rates[0], rates.at(-1)]
  if (!low || !high || low === high) return ''
  const say = ({ value, rate }: { value: string; rate: number }) =>
    `${Math.round(rate * 100)} % among “${value}”`
  return ` Customers are ${say(high)}, ${say(low)}.`
}

/** The columns to be kept out of score rules, as proposals with their reason. `names` adds hints by header. */
export function proposeLate(
  { columns }: FileProfile,
  outcome: Outcome,
  predictions: ReadonlyMap<number, Prediction>,
  names: readonly RegExp[] = lateNames,
): LateProposal[] {
  const proposals: LateProposal[] = []
  for (const { index: column, name, filled } of columns) {
    if (column === outcome.column || filled === 0) continue
    const prediction = predictions.get(column) ?? null
    const reason = prediction && suspicion(prediction)
    if (reason) proposals.push({ column, by: 'numbers', prediction, because: `“${name}” alone ${reason}` })
    else if (names.some((pattern) => pattern.test(name))) {
      const because = `Columns called like “${name}” are usually filled by sales. The numbers of this file don’t prove it: please say.`
      proposals.push({ column, by: 'name', prediction, because })
    }
  }
  return proposals
}

function suspicion({ auc, decided, example }: Prediction): string | null {
  if (auc >= suspiciousAuc) {
    return `ranks ${Math.round(auc * 100)} of 100 pairs of a customer and somebody else rightly: more than one can know before a talk.${example}`
  }
  if (decided < suspiciousDecided) return null
  return `nearly decides for ${Math.round(decided * 100)} of 100 people who becomes a customer: more than one can know before a talk.${example}`
}
