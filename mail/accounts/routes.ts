import { implement } from '@orpc/server'
import { conflict, type Entry, guard, invalid } from '#platform/http'
import { seal } from '#platform/sealing'
import { domainOf } from './addresses.ts'
import { accountsContract } from './contract.ts'
import { dkimRecord, makeDkimKey } from './dkim.ts'
import { takeBackMailbox } from './leasing.ts'
import { type Account, accountOf, privateKeyOf, saveAccount, sealedFor } from './store.ts'

const os = implement(accountsContract).$context<Entry>().use(guard)

export const mailAccount = os.router({
  get: os.get.handler(async ({ context: { db, sendsMail, mailFrom, secret } }) => {
    const account = await accountOf(db)
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
      reading: readingOf(account),
      dkim: keyOf(account, secret),
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
        ...(!same && { uid_validity: null, uid_seen: null, uid_past: null, first_read_at: null }),
        ...{ broken_times: 0, read_next_at: imap ? now : null, read_at: null, read_error: null, failures: 0 },
      },
      now,
    )
    await takeBackMailbox(db)
    return { operationId }
  }),
  read: os.read.handler(async ({ context: { db, now, operationId } }) => {
    const account = await accountOf(db)
    if (!account?.imap_host) throw conflict('no_mailbox', 'Set up a mailbox first.')
    await saveAccount(db, { read_next_at: now, read_at: null, read_error: null, failures: 0 }, now)
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
        ...{ dkim_since: null, dkim_checked_at: null, dkim_problem: null, dkim_check_at: null },
      },
      now,
    )
    return { operationId }
  }),
  checkKey: os.checkKey.handler(async ({ context: { db, now, operationId } }) => {
    const account = await accountOf(db)
    if (!account?.dkim_public) throw conflict('no_key', 'Make a key first.')
    await saveAccount(db, { dkim_check_at: now, dkim_checked_at: null }, now)
    return { operationId }
  }),
  dropKey: os.dropKey.handler(async ({ context: { db, now, operationId } }) => {
    await saveAccount(
      db,
      {
        ...{ dkim_domain: null, dkim_selector: null, dkim_secret: null, dkim_public: null },
        ...{ dkim_since: null, dkim_checked_at: null, dkim_problem: null, dkim_check_at: null },
      },
      now,
    )
    return { operationId }
  }),
})

function readingOf(account: Account | undefined) {
  if (!account?.imap_host) return { state: 'off' as const, at: null, problem: null }
  const { read_at: at, read_error: problem } = account
  return {
    state: at === null ? ('waiting' as const) : problem ? ('fails' as const) : ('works' as const),
    at,
    problem,
  }
}

const unreadable =
  'The key can’t be read with the secret of this installation, as after a restore with another one, so letters go out unsigned. Remove it, make another and publish its record.'

function keyOf(account: Account | undefined, secret: string) {
  const { dkim_domain: domain, dkim_selector: selector, dkim_public: publicKey } = account ?? {}
  if (!account || !domain || !selector || !publicKey) return null
  return {
    domain,
    ...dkimRecord({ domain, selector, publicKey }),
    checking: account.dkim_check_at !== null && account.dkim_checked_at === null,
    checkedAt: account.dkim_checked_at,
    ...(privateKeyOf(account, secret)
      ? { since: account.dkim_since, problem: account.dkim_problem }
      : { since: null, problem: unreadable }),
  }
}
