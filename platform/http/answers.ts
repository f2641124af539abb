import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Database, type Db, inSteps, mostForgotten } from '#platform/db'
import { SealBroken, seal, unseal } from '#platform/sealing'
import { conflict, invalid } from './refusals.ts'

/** How long an answer is kept for whoever asks again with the same key. */
const keptMs = 86_400_000

/** Answers that hold a secret are kept sealed, each firm's for itself: a copy of the database alone tells none. */
export type Sealer = { seal(text: string): string; open(sealed: string): string }
export const sealerOf = (secret: string, workspaceId: number): Sealer => ({
  seal: (text) => seal(secret, `answer ${workspaceId}`, text),
  open: (sealed) => unseal(secret, `answer ${workspaceId}`, sealed),
})

/** Takes the key, or gives the answer kept for it. The same key with another request is refused. */
export async function claimKey(
  db: Db,
  actor: string,
  key: string,
  request: unknown,
  now: Date,
  sealer: Sealer,
): Promise<{ response: unknown } | null> {
  if (key.length < 8 || key.length > 200)
    throw invalid('bad_idempotency_key', 'An Idempotency-Key has 8 to 200 characters.')
  const requestHash = await hashOf(request)
  const taken = await db
    .insertInto('idempotency')
    .values({ actor, key, request_hash: requestHash, created_at: now })
    .onConflict((it) => it.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken) return null
  const kept = await db
    .selectFrom('idempotency')
    .select(['request_hash', 'response'])
    .where('actor', '=', actor)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!kept) return claimKey(db, actor, key, request, now, sealer) // its day ended just now: the key is free
  if (kept.request_hash !== requestHash) {
    throw conflict(
      'idempotency_key_reused',
      'This Idempotency-Key was used for another request. Take a new key.',
    )
  }
  const answer = kept.response as { output?: unknown; sealed?: string } | null
  return { response: answer?.sealed ? opened(answer.sealed, sealer) : answer?.output }
}

function opened(sealed: string, sealer: Sealer): unknown {
  try {
    return JSON.parse(sealer.open(sealed))
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    throw conflict(
      'answer_unreadable',
      'This was done, and its answer can’t be read with the secret that this installation has now. Make a new one with a new key.',
    )
  }
}

export async function keepAnswer(
  db: Db,
  actor: string,
  key: string,
  answer: unknown,
  sealer: Sealer | null,
): Promise<void> {
  const kept = sealer ? { sealed: sealer.seal(JSON.stringify(answer)) } : { output: answer }
  await db
    .updateTable('idempotency')
    .set({ response: JSON.stringify(kept) })
    .where('actor', '=', actor)
    .where('key', '=', key)
    .execute()
}

/** Forgets the answers of all firms whose day is over. */
export const forgetAnswers = (it: { database: Database; signal: AbortSignal }, now: Date): Promise<void> =>
  inSteps(
    it,
    sql`delete from idempotency i using (
          select workspace_id, actor, key from idempotency where created_at <= ${new Date(now.getTime() - keptMs)}
          order by created_at limit ${mostForgotten}) gone
        where i.workspace_id = gone.workspace_id and i.actor = gone.actor and i.key = gone.key`,
  )

/** Of files their bytes count, which JSON leaves out. */
async function hashOf(request: unknown): Promise<string> {
  const files: Blob[] = []
  const text = JSON.stringify(request, (_, value: unknown) => {
    if (!(value instanceof Blob)) return value
    files.push(value)
    return { type: value.type, size: value.size, name: value instanceof File ? value.name : null }
  })
  const hash = createHash('sha256').update(text)
  for (const file of files) for await (const chunk of file.stream()) hash.update(chunk)
  return hash.digest('hex')
}
