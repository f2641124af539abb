import { createHash, randomBytes } from 'node:crypto'
import { uuidv7 } from '#platform/clock'
import type { Database, Db } from '#platform/db'
import { type Actor, Refusal, who } from '#platform/http'
import type { Registry } from '#platform/registry'
import { seeingForAbsent } from '#workspace/calendars'
import { actsStill } from '#workspace/members'
import { aboutOf, recordMeant } from './about.ts'
import { type FileRow, findFile, partAt } from './store.ts'

const tokenBytes = 32
const goodForMs = 10 * 60_000

/** A link for one member to one file. Its token names the firm and is kept only as a hash. */
export async function issueLink(
  db: Db,
  { actor, fileId }: { actor: Actor; fileId: string },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = `${actor.workspaceId}.${randomBytes(tokenBytes).toString('base64url')}`
  const expiresAt = new Date(now.getTime() + goodForMs)
  await db
    .insertInto('file_link')
    .values({
      ...{ id: uuidv7(now), token_hash: hashOf(token), file_id: fileId, member_id: actor.memberId },
      ...{ key_id: actor.keyId ?? null, expires_at: expiresAt },
    })
    .execute()
  return { token, expiresAt }
}

/** A file for whoever holds a link to it, if who asked for the link may still see it; null otherwise, whatever the reason. */
export type Fetching = { file: FileRow; read: (at: number) => Promise<Buffer | null> }
export async function followLink(
  { database, registry, now }: { database: Database; registry: Registry; now: () => Date },
  token: string,
): Promise<Fetching | null> {
  const workspaceId = Number(/^([1-9]\d{0,8})\.[A-Za-z0-9_-]{43}$/.exec(token)?.[1])
  if (!workspaceId) return null
  const link = await database.tenant({ workspaceId, actor: 'file link', now: now() }, (db) =>
    db
      .selectFrom('file_link')
      .select(['file_id', 'member_id', 'key_id'])
      .where('token_hash', '=', hashOf(token))
      .where('expires_at', '>', now())
      .executeTakeFirst(),
  )
  if (!link) return null
  const asking = { workspaceId, memberId: link.member_id, keyId: link.key_id }
  const open = { database, registry, asking, fileId: link.file_id }
  const file = await inSight(open, now(), async (_, found) => found)
  return file && { file, read: async (at) => inSight(open, now(), (db, { id }) => partAt(db, id, at)) }
}

type Opening = {
  database: Database
  registry: Registry
  asking: { workspaceId: number; memberId: string; keyId: string | null }
  fileId: string
}

/** Asks anew each time: a right that ends while a file is being fetched ends that too. */
async function inSight<T>(
  { database, registry, asking, fileId }: Opening,
  now: Date,
  give: (db: Db, file: FileRow) => Promise<T>,
): Promise<T | null> {
  const known = await actsStill(database, asking, now)
  const actor = known && (await seeingForAbsent(database, known, now))
  if (!actor?.permissions.has('contacts.read')) return null
  const { workspaceId, reach } = actor
  try {
    return await database.tenant(
      { workspaceId, actor: who(actor), now, ...(reach && { reach }) },
      async (db) => {
        const file = await findFile(db, fileId)
        await recordMeant({ db, registry, actor }, aboutOf(file))
        return give(db, file)
      },
    )
  } catch (error) {
    if (error instanceof Refusal) return null // to a stranger every refusal is the same: there is nothing
    throw error
  }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
