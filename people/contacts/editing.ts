import { refuseErased } from '#people/erased'
import type { Inside } from '#platform/http'
import { updateContacts } from './acts.ts'
import type { ContactEdit } from './contract.ts'
import { refuseOvertaken } from './overtaken.ts'
import { contactsShown } from './shown.ts'

/** Edits in place: each is refused where its maker saw another value than what stands there now, and of whom was erased. */
export async function saveContactEdits(
  context: Inside & { secret: string },
  edits: readonly ContactEdit[],
): Promise<void> {
  const { db, secret } = context
  const seen = edits.filter(({ was }) => was)
  const now = new Map(
    (
      await contactsShown(
        db,
        seen.map(({ id }) => id),
      )
    ).map((it) => [it.id, it]),
  )
  for (const { id, was } of seen) await refuseOvertaken(db, id, was ?? {}, now.get(id))
  await refuseErased(db, secret, ...edits.map(({ email, externalId }) => ({ email, externalId })))
  await updateContacts(
    context,
    edits.map(({ was, ...change }) => change),
  )
}
