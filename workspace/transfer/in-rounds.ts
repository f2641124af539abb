import type { Importer, ImportFinding, ImportRow } from '#platform/registry'
import { saidOnce } from '#workspace/fields'

/**
 * Two rows about one record go one after the other, so that the second finds the first: in each round everybody has one row at
 * most. Who shares a key with somebody who shares one with a third is one with both.
 */
export function inRounds<Row>(rows: readonly Row[], keysOf: (row: Row, at: number) => string[]): Row[][] {
  const holder = new Map<string, number>()
  const leads = rows.map((_, n) => n)
  const leaderOf = (n: number): number => {
    let at = n
    while (leads[at] !== at) {
      leads[at] = leads[leads[at]!]!
      at = leads[at]!
    }
    return at
  }
  for (const [n, row] of rows.entries())
    for (const key of keysOf(row, n)) {
      const other = holder.get(key)
      if (other === undefined) holder.set(key, n)
      else leads[leaderOf(n)] = leaderOf(other)
    }
  const rounds: Row[][] = []
  const places = new Map<number, number>()
  for (const [n, row] of rows.entries()) {
    const leader = leaderOf(n)
    const place = places.get(leader) ?? 0
    places.set(leader, place + 1)
    rounds[place] ??= []
    rounds[place].push(row)
  }
  return rounds
}

/**
 * An importer whose rows go in rounds where they say what is there only once. `likeness`: by what else a row may find a
 * record of another, as a name; such rows are told apart by what they say, once the first of them stands.
 */
export const roundByRound = (likeness: (row: ImportRow) => string | null, importer: Importer): Importer => ({
  ...importer,
  bring: async (db, rows, how) => {
    const said = importer.customOf ? await saidOnce(db, importer.customOf, rows) : []
    const speaking = said.some((its) => its.length > 0)
    const findings: ImportFinding[] = []
    const rounds = inRounds(rows, (row, n) => {
      const own = said[n]?.map(({ key }) => key) ?? []
      const alike = own.length > 0 ? likeness(row) : null
      const number = row.fields.externalId
      return [
        ...own,
        ...(alike === null ? [] : [`l ${alike}`]),
        ...(speaking && number !== undefined ? [`x ${number}`] : []),
      ]
    })
    for (const round of rounds) findings.push(...(await importer.bring(db, round, how)))
    return findings
  },
})
