import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict } from '#platform/http'
import { keyedHash, keyedHashes } from '#platform/keyed'

/**
 * By what somebody is known again: `e` an address, `p` a number as its key, `x` an id elsewhere or our own, `o` what they have in
 * a field of the firm's own that takes each value only once.
 */
export type Key = `${'e' | 'p' | 'x' | 'o'} ${string}`

type Known = {
  email?: string | null | undefined
  /** As `phoneKey` gives it. */
  phoneKey?: string | null | undefined
  externalId?: string | null | undefined
  own?: readonly Key[] | undefined
}

/**
 * The keys of somebody. What others may get after them counts only of whoever has neither address nor id: a switchboard is no
 * person, and a card is handed on.
 */
export function keysOf({ email, phoneKey, externalId, own = [] }: Known): Key[] {
  const keys: Key[] = []
  if (externalId?.trim()) keys.push(`x ${externalId.trim()}`)
  if (email?.trim()) keys.push(`e ${email.trim().toLowerCase()}`)
  if (keys.length > 0) return keys
  return [...own, ...(phoneKey ? [`p ${phoneKey}` as const] : [])]
}

const told = (key: string): string => `erased ${key}`
export const hashOf = (secret: string, key: string): string => keyedHash(secret, told(key))

/** From now on only they themselves come back by these. */
export async function rememberErased(
  db: Db,
  { erasureId, hashes }: { erasureId: string; hashes: readonly string[] },
  now: Date,
): Promise<void> {
  await sql`
    insert into erased_key (id, key_hash, erasure_id, at)
    select k.id, k.hash, ${erasureId}, ${now}::timestamptz
    from unnest(${hashes.map(() => uuidv7(now))}::uuid[], ${[...hashes]}::text[]) as k (id, hash)
    on conflict (workspace_id, key_hash) do nothing`.execute(db)
}

/** All that the keys may stand as, and which one it is. */
async function hashesOf(db: Db, secret: string, keys: readonly string[]): Promise<Map<string, string>> {
  const hashes = await keyedHashes(db, secret)
  return new Map(keys.flatMap((key) => hashes(told(key)).map((hash) => [hash, key] as const)))
}

/** Those of the keys that are of somebody who was erased. */
export async function erasedAmong(db: Db, secret: string, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const any = await db.selectFrom('erased_key').select('id').limit(1).executeTakeFirst()
  if (!any) return new Set()
  const byHash = await hashesOf(db, secret, keys)
  const { rows } = await sql<{ key_hash: string }>`
    select key_hash from erased_key where key_hash = any(${[...byHash.keys()]}::text[])`.execute(db)
  return new Set(rows.map((row) => byHash.get(row.key_hash)!))
}

export const erasedWords =
  'This person was erased, and comes back only by writing or asking anew. If they did so with you, take it down under Quick capture.'

/** Refuses to make anew who was erased, were it one of many. */
export async function refuseErased(db: Db, secret: string, ...all: readonly Known[]): Promise<void> {
  const erased = await erasedAmong(db, secret, all.flatMap(keysOf))
  if (erased.size > 0) throw conflict('erased_person', erasedWords)
}

/** They act by themselves: whatever their erasure remembers them by is forgotten, and they are somebody new. */
export async function comesBack(db: Db, secret: string, known: Known): Promise<void> {
  const both = [...keysOf(known), ...keysOf({ phoneKey: known.phoneKey })]
  const found = await erasedAmong(db, secret, both)
  if (found.size === 0) return
  await sql`
    delete from erased_key where erasure_id in (
      select erasure_id from erased_key where key_hash = any(${[...(await hashesOf(db, secret, [...found])).keys()]}::text[]))`.execute(
    db,
  )
}
