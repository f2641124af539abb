import { CsvError, parse } from 'csv-parse/sync'

export type Shape = { delimiter: string; quote: string; separatorLine: boolean }

const candidates = [',', ';', '\t', '|']

/**
 * The delimiter of a text, judged on the rows it makes: with the right one nearly all rows have as many cells
 * as the first. Counting characters would fail on decimal commas and on commas inside texts.
 * A first line `sep=;` (Excel's own convention) decides alone.
 */
export function findShape(sample: string): Shape {
  const told = /^sep=(.)\r?\n/.exec(sample)
  if (told?.[1]) return { delimiter: told[1], quote: '"', separatorLine: true }
  let best = { delimiter: ',', quote: '"', score: 0.5, width: 1 }
  for (const quote of quotesToTry(sample)) {
    for (const delimiter of candidates) {
      const { score, width } = judge(sampleRows(sample, delimiter, quote))
      if (score > best.score + 0.02 || (score > best.score - 0.02 && width > best.width)) {
        best = { delimiter, quote, score, width }
      }
    }
  }
  return { delimiter: best.delimiter, quote: best.quote, separatorLine: false }
}

/** Single quotes count as quotes only where no double quote occurs and cells begin and end with them. */
function quotesToTry(sample: string): string[] {
  if (sample.includes('"')) return ['"']
  const wrapped = sample.match(/(^|[,;\t|])'[^'\n]*'(?=[,;\t|\r\n]|$)/gm)?.length ?? 0
  const cells = sample.match(/[,;\t|\n]/g)?.length ?? 0
  return wrapped > 0 && wrapped >= cells / 3 ? ["'"] : ['"']
}

function sampleRows(sample: string, delimiter: string, quote: string): string[][] {
  const rows: string[][] = []
  try {
    parse(sample, {
      delimiter,
      quote,
      escape: quote,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      to: 200,
      on_record: (record: string[]) => {
        if (record.length > 1 || record[0] !== '') rows.push(record)
        return null
      },
    })
  } catch (error) {
    // A sample may end inside quotes; the rows before that still speak.
    if (!(error instanceof CsvError)) throw error
  }
  return rows
}

function judge(rows: string[][]): { score: number; width: number } {
  const widths = new Map<number, number>()
  for (const row of rows) widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
  const [width, count] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0]
  if (width < 2) return { score: 0, width }
  const headerFits = rows[0]?.length === width ? 1 : 0.6
  return { score: (count / rows.length) * headerFits, width }
}
