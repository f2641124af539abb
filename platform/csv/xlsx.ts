import { once } from 'node:events'
import { PassThrough, type Writable } from 'node:stream'
import ExcelJS from 'exceljs'
import type { Cell } from './csv.ts'
import { writtenFile } from './written.ts'

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Rows as a workbook, written row by row. Texts are texts there: none is ever run as a formula. */
export async function xlsxFile(
  name: string,
  head: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): Promise<File> {
  const stream = new PassThrough()
  const written = writtenFile(name, type, stream)
  written.catch(() => undefined) // awaited below; a row that can't be had is the failure to tell
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  const sheet = workbook.addWorksheet('Baton', { views: [{ state: 'frozen', ySplit: 1 }] })
  const first = sheet.addRow([...head])
  first.font = { bold: true }
  first.commit()
  try {
    for await (const rows of pages) {
      for (const row of rows) sheet.addRow([...row]).commit()
      await taken(sheet)
    }
    await workbook.commit()
  } catch (error) {
    stream.destroy()
    throw error
  }
  return written
}

/**
 * The library writes into its zip without asking whether that keeps up, and holds in memory what does not: a page waits until
 * the one before it is packed.
 */
async function taken(sheet: ExcelJS.Worksheet): Promise<void> {
  const { stream } = sheet as unknown as { stream: { pipes: Writable[] } }
  for (const into of stream.pipes) if (into.writableNeedDrain) await once(into, 'drain')
}
