import { implement } from '@orpc/server'
import { conflict, type Entry, guard, invalid } from '#platform/http'
import { seal } from '#platform/sealing'
import { domainOf } from './addresses.ts'
import { accountsContract } from './contract.ts'
import { dkimRecord, makeDkimKey } from './dkim.ts'
import {
  type Account,
  type AccountState,
  accountOf,
  askLookUp,
  askReading,
  privateKeyOf,
  saveAccount,
  sealedFor,
  settingsChanged,
  stateOf,
} from './store.ts'

/** So long somebody has for publishing a new key’s record before it is first looked up unasked. */
const publishingMs = 10 * 60_000

const os = implement(accountsContract).$context<Entry>().use(guard)

export const mailAccount = os.router({
  get: os.get.handler(async ({ context: { db, sendsMail, mailFrom, secret, now } }) => {
    const account = await accountOf(db)
    const state = await stateOf(db)
    return {
      sends: sendsMail,
      installationSender: mailFrom,
      senderAddress: account?.sender_address ?? null,
      inboundAddress: account?.inbound_address ?? null,
      imap: account?.imap_host
        ? {
            ...{ host: account.imap_host, port: account.imap_port ?? 993 },
            ...{ security: account.imap_security ?? 'tls', user: account.imap_user ?? '' },
            hasPassword: account.imap_secret !== null,
          }
        : null,
      reading: readingOf(account, state),
      dkim: keyOf(account, state, secret, now),
    }
  }),
  save: os.save.handler(async ({ context, input }) => {
    const { db, now, actor, secret, trustedHosts, operationId } = context
    const known = await accountOf(db)
    const { imap } = input
    if (imap && !input.inboundAddress)
      throw invalid('no_inbound', 'Name the address of the mailbox: answers come to it.', {
        fields: { inboundAddress: 'The address of the mailbox' },
      })
    if (imap?.security === 'none' && !trustedHosts.includes(imap.host.toLowerCase()))
      throw invalid('unsafe', 'Without encryption the password could be read on the way.', {
        fields: { security: 'Only for a host in BATON_TRUSTED_HOSTS' },
      })
    const same =
      known?.imap_host === imap?.host && known?.imap_user === imap?.user && known?.imap_port === imap?.port
    if (imap && !imap.password && !(same && known?.imap_secret))
      throw invalid('no_password', 'A password is needed.', { fields: { password: 'Needed' } })
    await saveAccount(
      db,
      {
        sender_address: input.senderAddress,
        inbound_address: input.inboundAddress?.toLowerCase() ?? null,
        imap_host: imap?.host ?? null,
        imap_port: imap?.port ?? null,
        imap_security: imap?.security ?? null,
        imap_user: imap?.user ?? null,
        ...(imap?.password && {
          imap_secret: seal(secret, sealedFor('imap', actor.workspaceId), imap.password),
        }),
        ...(!imap && { imap_secret: null }),
      },
      now,
    )
    await settingsChanged(db, now)
    return { operationId }
  }),
  read: os.read.handler(async ({ context: { db, now, operationId } }) => {
    const account = await accountOf(db)
    if (!account?.imap_host) throw conflict('no_mailbox', 'Set up a mailbox first.')
    await askReading(db, now)
    return { operationId }
  }),
  makeKey: os.makeKey.handler(async ({ context: { db, now, actor, secret, operationId } }) => {
    const account = await accountOf(db)
    if (!account?.sender_address) throw conflict('no_sender', 'Say first from which address you write.')
    const { privateKey, publicKey } = await makeDkimKey()
    await saveAccount(
      db,
      {
        dkim_domain: domainOf(account.sender_address),
        dkim_selector: `baton${now.toISOString().slice(0, 10).replaceAll('-', '')}`,
        dkim_secret: seal(secret, sealedFor('dkim', actor.workspaceId), privateKey),
        dkim_public: publicKey,
      },
      now,
    )
    await askLookUp(db, new Date(now.getTime() + publishingMs))
    return { operationId }
  }),
  checkKey: os.checkKey.handler(async ({ context: { db, now, operationId } }) => {
    const account = await accountOf(db)
    if (!account?.dkim_public) throw conflict('no_key', 'Make a key first.')
    await askLookUp(db, now)
    return { operationId }
  }),
  dropKey: os.dropKey.handler(async ({ context: { db, now, operationId } }) => {
    await saveAccount(
      db,
      { dkim_domain: null, dkim_selector: null, dkim_secret: null, dkim_public: null },
      now,
    )
    return { operationId }
  }),
})

function readingOf(account: Account | undefined, state: AccountState | undefined) {
  if (!account?.imap_host || !state) return { state: 'off' as const, at: null, problem: null }
  const { read_at: at, read_error: problem } = state
  return {
    state: at === null ? ('waiting' as const) : problem ? ('fails' as const) : ('works' as const),
    at,
    problem,
  }
}

const unreadable =
  'The key can’t be read with the secret of this installation, as after a restore with another one, so letters go out unsigned. Remove it, make another and publish its record.'

function keyOf(account: Account | undefined, state: AccountState | undefined, secret: string, now: Date) {
  const { dkim_domain: domain, dkim_selector: selector, dkim_public: publicKey } = account ?? {}
  if (!account || !domain || !selector || !publicKey) return null
  const found = state?.dkim_key === publicKey ? state : undefined
  return {
    domain,
    ...dkimRecord({ domain, selector, publicKey }),
    checking: Boolean(state?.dkim_check_at && state.dkim_check_at <= now),
    checkedAt: found?.dkim_checked_at ?? null,
    ...(privateKeyOf(account, secret)
      ? { since: found?.dkim_since ?? null, problem: found?.dkim_problem ?? null }
      : { since: null, problem: unreadable }),
  }
}
