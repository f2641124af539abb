import type { RecognisedSummary } from './contract.ts'
import type { RecognisedFile } from './reading/recognise-file.ts'
import type { Readable } from './reading/sniff.ts'
import { toolNames } from './reading/tools.ts'

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
export function summaryOf(file: RecognisedFile, sniffed: Readable): RecognisedSummary {
  const nameOf = (index: number) => file.header.names[index]!
  return {
    record: file.record,
    recordSure: file.recordSure,
    tool: file.tool && { name: toolNames[file.tool.tool], because: file.tool.because },
    writtenAs:
      sniffed.kind === 'xlsx'
        ? 'Excel workbook'
        : sniffed.kind === 'vcard'
          ? `business cards (vCard), ${sniffed.encoding.toUpperCase()}`
          : sniffed.kind === 'archive'
            ? `ZIP of files with ${sniffed.tables.map(({ entry }) => entry).join(' and ')}`
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
