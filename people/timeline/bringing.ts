import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { ImportFinding, ImportHow } from '#platform/registry'
import { notesChanged } from './found.ts'
import { pastWords } from './past.ts'

export type PastKind = keyof typeof pastWords
/** Something of a file that happened before it came in. */
export type PastNote = {
  line: number
  externalId: string
  kind: PastKind
  body: string
  at: Date | null
  contactId: string | null
  companyId: string | null
  dealId: string | null
  authorId: string | null
}

const longest = 20_000

/** Living notes that came of a file, by their number there. */
export async function notesBrought(db: Db, externalIds: readonly string[]) {
  const known = await db
    .selectFrom('note')
    .select(['id', 'external_id', 'body'])
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(known.map((row) => [row.external_id!, row]))
}

/**
 * Keeps calls, meetings, mails, tasks and notes of a file, each once by its number: history that nobody's clock, score or
 * attempt counts. Of one that is there only the words are changed, and only where the file shall win.
 */
export async function bringNotes(
  db: Db,
  notes: readonly PastNote[],
  { now, policy }: Pick<ImportHow, 'now' | 'policy'>,
): Promise<ImportFinding[]> {
  const bodies = await notesBrought(
    db,
    notes.map(({ externalId }) => externalId),
  )
  const findings: ImportFinding[] = []
  const fresh = new Map<string, PastNote>()
  const changed: string[] = []
  for (const note of notes) {
    const there = bodies.get(note.externalId)
    const body = bodyOf(note)
    if (!there) {
      findings.push({ line: note.line, is: fresh.has(note.externalId) ? 'unchanged' : 'created' })
      if (!fresh.has(note.externalId)) fresh.set(note.externalId, note)
    } else if (policy('text') === 'overwrite' && there.body !== body) {
      await db.updateTable('note').set({ body, changed_at: now }).where('id', '=', there.id).execute()
      changed.push(there.id)
      findings.push({ line: note.line, is: 'matched' })
    } else findings.push({ line: note.line, is: 'unchanged' })
  }
  const made = [...fresh.values()].map((note) => ({
    id: uuidv7(now),
    contact_id: note.contactId,
    company_id: note.companyId,
    deal_id: note.dealId,
    author_id: note.authorId,
    kind: note.kind,
    external_id: note.externalId,
    body: bodyOf(note),
    created_at: now,
    changed_at: now,
    occurred_at: note.at && note.at < now ? note.at : null,
  }))
  if (made.length > 0) await db.insertInto('note').values(made).execute()
  await notesChanged(db, [...changed, ...made.map(({ id }) => id)])
  return findings
}

const bodyOf = ({ body, kind }: PastNote) => body.slice(0, longest) || pastWords[kind].text
