import type { Source } from '#marketing/tracking'
import type { Db } from '#platform/db'
import { conflict, invalid, notFound } from '#platform/http'
import { check } from './form.ts'
import { takeIn } from './receive.ts'
import { findForm, versionOf } from './store.ts'

type Kept = Source & { selfReported?: string }

/** Takes a submission out of the spam box, or for no test: what follows begins now, once, as if it had just come in. */
export async function release(
  db: Db,
  id: string,
  place: { workspaceId: number; firm: string; publicUrl: string; secret: string },
  now: Date,
): Promise<{ contactId: string; leadId: string | null }> {
  const row = await db
    .selectFrom('submission')
    .select(['form_id', 'version', 'nonce', 'answers', 'source', 'spam', 'tested_by', 'topics'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('no_submission', 'This submission is not there any more.')
  if (row.spam === null && row.tested_by === null)
    throw conflict('not_held_back', 'This submission was released already.')
  const { definition, intent, productLineId } = await versionOf(db, row.form_id, row.version)
  const form = await findForm(db, row.form_id)
  const answers = row.answers as Record<string, string>
  const checked = check(definition, (name) => answers[name] ?? null)
  if (!checked.ok) {
    const [key, problem] = Object.entries(checked.problems)[0]!
    const label = definition.fields.find((field) => field.key === key)?.label
    throw invalid('unsound_submission', `Nobody could answer this: “${label}”: ${problem}`)
  }
  const { selfReported, ...source } = row.source as Kept
  await db
    .updateTable('submission')
    .set({ spam: null, tested_by: null, received_at: now })
    .where('id', '=', id)
    .execute()
  return takeIn(
    db,
    {
      id,
      form: { ...form, intent, product_line_id: productLineId },
      version: row.version,
      definition,
      nonce: row.nonce,
      answers: checked.answers,
      topics: row.topics,
      heard: selfReported ?? null,
      source,
      visitorId: null,
      spam: null,
      ip: null,
    },
    place,
    now,
  )
}
