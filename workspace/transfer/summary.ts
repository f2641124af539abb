import type { RecognisedSummary } from './contract.ts'
import type { RecognisedFile } from './reading/recognise-file.ts'
import type { SniffedCsv, SniffedXlsx } from './reading/sniff.ts'

const samplesShown = 4
const longestSample = 80
const separators: Record<string, string> = {
  '\t': 'tab',
  ' ': 'blank',
  ',': 'comma',
  ';': 'semicolon',
  '|': 'bar',
}

/** What was seen in a file, for the screen where a person decides. */
export function summaryOf(file: RecognisedFile, sniffed: SniffedCsv | SniffedXlsx): RecognisedSummary {
  const nameOf = (index: number) => file.header.names[index]!
  return {
    record: file.record,
    recordSure: file.recordSure,
    writtenAs:
      sniffed.kind === 'xlsx'
        ? 'Excel workbook'
        : `CSV, ${sniffed.encoding.toUpperCase()}${sniffed.encodingSure ? '' : ' (probably)'}, columns separated by a ${separators[sniffed.delimiter] ?? sniffed.delimiter}`,
    note: sniffed.note,
    rows: file.profile.complete ? file.profile.rows : null,
    columns: file.columns.map((column) => ({
      name: column.name,
      filled: column.filled,
      distinct: column.distinct,
      type: column.type,
      samples: file.profile.columns[column.index]!.top.slice(0, samplesShown).map(({ value }) =>
        value.length > longestSample ? `${value.slice(0, longestSample)}…` : value,
      ),
      because: column.because,
    })),
    empty: file.empty.map(({ value, columns, because }) => ({
      value,
      columns: columns.map(nameOf),
      because,
    })),
    outcome: file.outcome && `${nameOf(file.outcome.column)}: ${file.outcome.because}`,
  }
}
