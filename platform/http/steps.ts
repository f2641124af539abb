import { z } from 'zod'
import type { Db } from '#platform/db'
import { conflict, forbidden } from './refusals.ts'

/** For how long after its first step an act goes on as the same operation. */
const goesOnMs = 3_600_000
const step = z.object({ operationId: z.uuid() })

/** The operation that a step names as the one it belongs to; null for a first step. */
export function begunBy(input: unknown): string | null {
  const { data } = step.safeParse(input)
  return data?.operationId ?? null
}

/** Refuses a step of another's act, of an act of another kind, of one that was taken back, and of one that began too long ago. */
export async function mayGoOn(
  db: Db,
  { id, kind, actor }: { id: string; kind: string; actor: string },
  now: Date,
): Promise<void> {
  // Held, so that whoever takes it back meanwhile waits for this step, or this step hears of it.
  const it = await db
    .selectFrom('operation')
    .select(['kind', 'actor', 'at', 'state'])
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst()
  if (it?.actor !== actor) throw forbidden('not_yours', 'Only who began an act can go on with it.')
  if (it.kind !== kind)
    throw conflict('other_act', 'The operation named is one of another kind. Leave it out to begin anew.')
  if (it.state !== 'done')
    throw conflict(
      'already_undone',
      'What was done so far was taken back. Leave the operation out to begin anew.',
    )
  if (now.getTime() - it.at.getTime() > goesOnMs)
    throw conflict(
      'begun_too_long_ago',
      'The operation named began more than an hour ago. Leave it out to begin anew.',
    )
}
