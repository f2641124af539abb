import { filesOfNotes } from '#people/files'
import type { TimelineSource, Wiring } from '#platform/registry'
import { noteBin } from './bin.ts'
import { did } from './did.ts'
import { didStep } from './doing.ts'
import { notesChanged } from './found.ts'
import { namesOf } from './mentioning.ts'
import { mentionedIn, withNames } from './mentions.ts'
import { pastWords } from './past.ts'
import { writtenAt } from './written.ts'

/** Notes as items of the timeline. */
const notes: TimelineSource = {
  name: 'notes',
  load: async (db, of, before, limit) => {
    const rows = await db
      .selectFrom('note')
      .leftJoin('member', (on) =>
        on.onRef('member.workspace_id', '=', 'note.workspace_id').onRef('member.id', '=', 'note.author_id'),
      )
      .select([
        'note.id',
        'note.body',
        'note.author_id',
        'note.created_at',
        'note.occurred_at',
        'note.kind',
        'member.name',
      ])
      .where('note.deleted_at', 'is', null)
      .where(writtenAt, '<', before)
      .$if(of.contactId !== undefined, (it) => it.where('note.contact_id', '=', of.contactId!))
      .$if(of.companyId !== undefined, (it) => it.where('note.company_id', '=', of.companyId!))
      .$if(of.dealId !== undefined, (it) => it.where('note.deal_id', '=', of.dealId!))
      .orderBy(writtenAt, 'desc')
      .orderBy('note.id', 'desc')
      .limit(limit)
      .execute()
    const names = await namesOf(
      db,
      rows.map(({ body }) => body),
    )
    const files = await filesOfNotes(
      db,
      rows.map(({ id }) => id),
    )
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      at: row.occurred_at ?? row.created_at,
      ...(row.occurred_at && { recordedAt: row.created_at }),
      text: pastWords[row.kind].text,
      detail: withNames(row.body, names),
      written: {
        body: row.body,
        names: mentionedIn(row.body).flatMap((id) => (names.has(id) ? [{ id, name: names.get(id)! }] : [])),
      },
      ...(files.has(row.id) && { files: files.get(row.id)! }),
      who: row.name ?? 'Somebody',
      icon: pastWords[row.kind].icon,
      authorId: row.author_id,
    }))
  },
}

export const timelineWiring: Wiring = {
  timeline: [notes],
  pump: [didStep],
  conditions: [did],
  notices: [{ kind: 'mention', label: 'Somebody mentions me in a note' }],
  hanging: [{ record: 'note', label: 'Note', may: 'contacts.read' }],
  bins: [noteBin],
  restored: [{ table: 'note', run: notesChanged }],
}
