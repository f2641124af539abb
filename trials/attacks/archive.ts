import { archive } from '#platform/testing'

const relations = (target: string, type: string) =>
  Buffer.from(
    `<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`,
  )

/** A workbook with one sheet, which is this; `at` is where the workbook says that the sheet lies. */
export const workbook = (sheet: Buffer, more: { said?: number; at?: string } = {}) =>
  archive([
    { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
    { name: '_rels/.rels', bytes: relations('xl/workbook.xml', 'officeDocument') },
    {
      name: 'xl/workbook.xml',
      bytes: Buffer.from('<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r"/></sheets></workbook>'),
    },
    { name: 'xl/_rels/workbook.xml.rels', bytes: relations(more.at ?? 'worksheets/sheet1.xml', 'worksheet') },
    { name: 'xl/worksheets/sheet1.xml', bytes: sheet, ...(more.said !== undefined && { said: more.said }) },
  ])

export const sheetOf = (...rows: string[][]) =>
  Buffer.from(
    `<worksheet><sheetData>${rows.map((row) => `<row>${row.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`,
  )
