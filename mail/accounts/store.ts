import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { SealBroken, unseal } from '#platform/sealing'

const columns = [
  'id',
  'workspace_id',
  'sender_address',
  'inbound_address',
  'imap_host',
  'imap_port',
  'imap_security',
  'imap_user',
  'imap_secret',
  'uid_validity',
  'uid_seen',
  'uid_past',
  'first_read_at',
  'read_next_at',
  'read_at',
  'read_error',
  'failures',
  'broken_uid',
  'broken_times',
  'dkim_domain',
  'dkim_selector',
  'dkim_secret',
  'dkim_public',
  'dkim_check_at',
  'dkim_checked_at',
  'dkim_since',
  'dkim_problem',
] as const
export type Account = NonNullable<Awaited<ReturnType<typeof accountOf>>>

/** Secrets are sealed for one use in one workspace. */
export const sealedFor = (use: 'imap' | 'dkim', workspaceId: number) => `${use} ${workspaceId}`

/** The firm's mail account; undefined until somebody set one up. */
export const accountOf = (db: Db) => db.selectFrom('mail_account').select(columns).executeTakeFirst()

/** Sets part of the account, which is made at its first setting. */
export async function saveAccount(
  db: Db,
  values: Partial<Omit<Account, 'id' | 'workspace_id'>>,
  now: Date,
): Promise<void> {
  await db
    .insertInto('mail_account')
    .values({ id: uuidv7(now), ...values, changed_at: now })
    .onConflict((on) => on.column('workspace_id').doUpdateSet({ ...values, changed_at: now }))
    .execute()
}

/** As whom letters of a firm go out, and how they are signed. */
export type Sender = {
  address: string | null
  inbound: string | null
  dkim: { domainName: string; keySelector: string; privateKey: string } | null
}

/** The senders of several firms, for the engine that sends for all. A key that can't be opened signs nothing. */
export async function sendersOf(
  db: Db,
  workspaceIds: readonly number[],
  secret: string,
): Promise<Map<number, Sender>> {
  if (workspaceIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('mail_account')
    .select([
      ...(['workspace_id', 'sender_address', 'inbound_address'] as const),
      ...(['dkim_domain', 'dkim_selector', 'dkim_secret', 'dkim_since'] as const),
    ])
    .where('workspace_id', 'in', workspaceIds)
    .execute()
  return new Map(
    rows.map((row) => [
      row.workspace_id,
      { address: row.sender_address, inbound: row.inbound_address, dkim: keyOf(row, secret) },
    ]),
  )
}

function keyOf(
  row: Pick<Account, 'workspace_id' | 'dkim_domain' | 'dkim_selector' | 'dkim_secret' | 'dkim_since'>,
  secret: string,
): Sender['dkim'] {
  const { dkim_domain: domainName, dkim_selector: keySelector, dkim_since } = row
  const privateKey = dkim_since && privateKeyOf(row, secret)
  return domainName && keySelector && privateKey ? { domainName, keySelector, privateKey } : null
}

/** The key that letters are signed with; null: there is none, or it was sealed with another secret, as before a restore. */
export function privateKeyOf(
  row: Pick<Account, 'workspace_id' | 'dkim_secret'>,
  secret: string,
): string | null {
  if (!row.dkim_secret) return null
  try {
    return unseal(secret, sealedFor('dkim', row.workspace_id), row.dkim_secret)
  } catch (error) {
    if (error instanceof SealBroken) return null
    throw error
  }
}
