import type { KeptSource, TimelineSource, Wiring } from '#platform/registry'
import { fileBin } from './bin.ts'
import { letGo } from './jobs.ts'
import { fileRoutes } from './public.ts'
import { filesChanged, filesOf, shapeOf, withoutBytes } from './store.ts'
import { inBytes } from './words.ts'

/** Files that were kept with a record itself; those of notes stand with their notes. */
const timeline: TimelineSource = {
  name: 'files',
  load: async (db, of, before, limit) => {
    const [column, id] = of.contactId
      ? (['contact_id', of.contactId] as const)
      : of.companyId
        ? (['company_id', of.companyId] as const)
        : (['deal_id', of.dealId] as const)
    if (!id) return []
    const rows = await filesOf(db, { column, id }, { before: [before, null], limit, alone: true })
    return rows.map((row) => ({
      id: row.id,
      kind: 'file',
      at: row.created_at,
      text: `File “${row.name}”`,
      files: [shapeOf(row)],
      who: row.member_name ?? 'Somebody',
      icon: 'file',
    }))
  },
}

const mostKept = 1000
const kept: KeptSource = {
  title: 'Files',
  none: 'None.',
  rank: 60,
  lines: async (db, { contactId }) =>
    (
      await filesOf(
        db,
        { column: 'contact_id', id: contactId },
        { before: [new Date('9999-01-01T00:00:00Z'), null], limit: mostKept },
      )
    ).map((row) => ({
      text: row.name,
      detail: `${shapeOf(row).typeLabel}, ${inBytes(row.size_bytes)}`,
      at: row.created_at,
    })),
}

export const filesWiring: Wiring = {
  timeline: [timeline],
  kept: [kept],
  hanging: [{ record: 'file', label: 'File', may: 'contacts.read' }],
  bins: [fileBin],
  restored: [{ table: 'file', superseded: withoutBytes, run: filesChanged }],
  public: fileRoutes,
  jobs: [letGo],
  carried: [
    {
      table: 'file_link',
      out: true,
      why: 'Links to files let in whoever follows them for some minutes, where they were made.',
    },
  ],
}
