import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import { SealBroken, unseal } from '#platform/sealing'

const columns = [
  ...(['id', 'workspace_id', 'sender_address', 'inbound_address'] as const),
  ...(['imap_host', 'imap_port', 'imap_security', 'imap_user', 'imap_secret'] as const),
  ...(['dkim_domain', 'dkim_selector', 'dkim_secret', 'dkim_public'] as const),
] as const
export type Account = NonNullable<Awaited<ReturnType<typeof accountOf>>>
export type AccountState = NonNullable<Awaited<ReturnType<typeof stateOf>>>

/** Secrets are sealed for one use in one workspace. */
export const sealedFor = (use: 'imap' | 'dkim', workspaceId: number) => `${use} ${workspaceId}`

/** The firm's mail account; undefined until somebody set one up. */
export const accountOf = (db: Db) => db.selectFrom('mail_account').select(columns).executeTakeFirst()

/** How reading the mailbox and looking up the key go; undefined until somebody set up an account. */
export const stateOf = (db: Db) =>
  db
    .selectFrom('mail_account_state')
    .select([
      ...(['read_at', 'read_error'] as const),
      ...(['dkim_key', 'dkim_check_at', 'dkim_checked_at', 'dkim_since', 'dkim_problem'] as const),
    ])
    .executeTakeFirst()

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

const readSoon = (now: Date) => ({ read_next_at: now, read_at: null, read_error: null, failures: 0 })

/** The mailbox is read at the next turn. */
export const askReading = (db: Db, now: Date) =>
  db.updateTable('mail_account_state').set(readSoon(now)).execute()

/** The key is looked up at the first turn after this moment. */
export const askLookUp = (db: Db, at: Date) =>
  db.updateTable('mail_account_state').set({ dkim_check_at: at }).execute()

/**
 * The settings became others, by a person or by an undo: whoever reads the mailbox now is late, and both are tried soon. In the
 * transaction that changes them.
 */
export async function settingsChanged(db: Db, now: Date): Promise<void> {
  const anew = { ...readSoon(now), dkim_check_at: now, lease_until: null }
  await db
    .insertInto('mail_account_state')
    .values({ id: uuidv7(now), ...anew })
    .onConflict((on) =>
      on
        .column('workspace_id')
        .doUpdateSet((it) => ({ ...anew, fence: it('mail_account_state.fence', '+', 1) })),
    )
    .execute()
  await db.updateTable('mailbox').set({ broken_times: 0 }).execute() // what broke is tried anew
  topicChanged(db, 'mail')
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
    .leftJoin('mail_account_state as state', (on) =>
      on
        .onRef('state.workspace_id', '=', 'mail_account.workspace_id')
        .onRef('state.dkim_key', '=', 'mail_account.dkim_public'),
    )
    .select([
      ...(['mail_account.workspace_id', 'sender_address', 'inbound_address'] as const),
      ...(['dkim_domain', 'dkim_selector', 'dkim_secret', 'dkim_since'] as const),
    ])
    .where('mail_account.workspace_id', 'in', workspaceIds)
    .execute()
  return new Map(
    rows.map((row) => [
      row.workspace_id,
      { address: row.sender_address, inbound: row.inbound_address, dkim: keyOf(row, secret) },
    ]),
  )
}

function keyOf(
  row: Pick<Account, 'workspace_id' | 'dkim_domain' | 'dkim_selector' | 'dkim_secret'> &
    Pick<AccountState, 'dkim_since'>,
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
