import { beforeAll, describe, expect, it } from 'vitest'
import { stopAddress, stopOf } from '#mail/stops'
import { chance, type World, world } from '#platform/testing'
import { life } from '../numbers/life.ts'
import { allOf, brought, exported, filesFolder, firmTables, type Look, past } from './carrying.ts'

const luck = chance()
const longMs = 900_000

/** What stays where it was, and why: everything else is the same, row by row. */
const staysBehind: Record<string, string> = {
  answer_token: 'lets in by a link in a mail',
  api_key: 'a secret of the installation',
  change_listener: 'webhooks are set up anew',
  change_news: 'nobody is told of what came in a file',
  firm_export: 'files on the disk of where they were made',
  idempotency: 'answers kept for a day',
  invitation: 'lets in by a link in a mail',
  mail_account_state: 'how reading goes where it is done',
  notice_mail: 'mail that is written where the firm was',
  preference_link: 'lets in by a link in a mail',
  push_device: 'a browser agreed to hear from one installation',
  push_message: 'on its way to such a browser',
  sample_firm: 'no sample is carried',
  webhook_endpoint: 'whoever listens knows the secret of the installation',
  webhook_message: 'the same',
  webhook_state: 'the same',
}
const behind = Object.keys(staysBehind)
/** What a table holds that a file does not, and why. */
const differs: Record<string, Look & { why: string }> = {
  change: {
    where: `table_name not in (${behind.map((it) => `'${it}'`)})`,
    why: 'the change log of what stays behind stays behind',
  },
  import: {
    where: `state in ('done', 'cancelled', 'undone', 'failed')`,
    but: ['received_bytes'],
    why: 'its file stays',
  },
  import_refusal: {
    where: `import_id in (select id from import i where i.workspace_id = t.workspace_id and i.state in ('done', 'cancelled', 'undone', 'failed'))`,
    why: 'the same',
  },
  letter: {
    where: 'subject_id is not null or personal',
    but: ['unsubscribe_url'],
    why: 'mail to members holds links that let in',
  },
  mail_account: {
    but: ['imap_secret', 'dkim_secret', 'dkim_domain', 'dkim_selector', 'dkim_public'],
    why: 'sealed with the secret of the installation',
  },
  member: { but: ['user_id'], why: 'accounts belong to the installation' },
  submission: { but: ['opt_in_hash'], why: 'a link that names the workspace' },
  website: { but: ['key'], why: 'begins with the number of the workspace' },
  operation: { where: `kind <> 'firm.import'`, why: 'that it was brought in' },
  arrived_firm: { where: 'false', why: 'that it was brought in' },
  hash_key: { where: 'false', why: 'by which keyed hashes of elsewhere are known' },
}
const noSecrets: Record<string, string> = {
  'agreement_signature.hash': 'of a text that both sides see',
  'consent_wording.text_hash': 'of a text that everybody sees',
  'conversation.token':
    'of an address that whoever was written to knows: answers still find their conversation',
  'correspondent.log_token': 'of the address by which a member files mails: it stays theirs',
  'erased_key.key_hash': 'the only thing by which who was erased is known again',
  'erasure.key_hashes': 'the same',
  'hash_key.sealed': 'left out: the manifest has the key',
  'incoming.raw_hash': 'of a mail that is in the file',
  'letter.bounce_token': 'of the address that a letter comes back to',
  'site_link.token_hash': 'of a link that was given to one person; the link can’t be made of it',
  'stop.address_hash': 'the only thing by which whom not to write to is known',
  'tracked_link.token': 'of a short address that anybody may follow',
}
const looks: Record<string, Look> = {
  ...differs,
  ...Object.fromEntries(behind.map((table) => [table, { where: 'false' }])),
}
/** As `looks`; a changed member has no account in the log either. */
const compared = async (w: World, firm: number) => {
  const all = await allOf(w, firm, looks)
  all.change = all.change!.map((row) => row.replaceAll(/"user_id": (null|"[^"]*"), /g, ''))
  return all
}

/** All that is due now is done, and then nothing is. */
async function settled(w: World) {
  for (let n = 0; n < 3; n++) {
    await w.pump()
    for (const { name } of w.registry.jobs) await w.tick(name, { beside: true })
  }
}

describe(`a firm with a life behind it (TEST_SEED=${luck.seed})`, async () => {
  const w = await world()
  const file = await filesFolder()
  let here: Awaited<ReturnType<typeof compared>>
  beforeAll(async () => {
    const { acts, live } = await life(w, luck)
    for (const act of Object.values(acts)) {
      await act()
      w.clock.advance(3_600_000)
      await w.pump()
    }
    await live(40)
    await w.inside((db) =>
      stopAddress(
        db,
        { secret: w.house.secret, address: 'gone@firm.example', cause: '550 no such user' },
        w.clock.now(),
      ),
    )
    const rest = await w.owner.client.contacts.create({ name: 'Élise Ersatz', email: 'erased@firm.example' })
    await w.owner.client.erasing.erase({ contactId: rest.id, cause: 'asked', name: 'Élise Ersatz' })
    await settled(w)
    here = await compared(w, w.workspaceId)
  }, longMs)

  it('has something in very many tables, so that a comparison says something', async () => {
    const full = Object.keys(here).filter((table) => here[table]!.length > 0)
    expect(full.length).toBeGreaterThan(50)
    expect(here.change!.length).toBeGreaterThan(100)
    expect(Object.keys(here)).toEqual(await firmTables(w))
    for (const table of [...behind, ...Object.keys(differs)])
      expect(Object.keys(here), table).toContain(table)
  })

  it('holds nothing that looks like a secret but what is none, or goes for a reason', async () => {
    const seeming = await w.sql<{ at: string }>(
      `select c.relname || '.' || a.attname as at from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
         and a.attname ~ '(secret|token|hash|password|private|sealed)' and a.attname !~ '_(until|since)$'
         and not c.relname = any($1)
         and exists (select from pg_attribute x where x.attrelid = c.oid and x.attname = 'workspace_id') order by 1`,
      [behind],
    )
    const held = seeming.filter(({ at }) => !differs[at.split('.')[0]!]?.but?.includes(at.split('.')[1]!))
    expect(held.map(({ at }) => at)).toEqual(Object.keys(noSecrets))
  })

  it(
    'is the same beside the one that it was made of, and leaves that one as it was',
    async () => {
      const written = await exported(w, file('beside.zip'))
      expect(written.rows).toBeGreaterThan(500)
      const { workspaceId, rows } = await brought(w, file('beside.zip'))
      expect(workspaceId).toBeGreaterThan(w.workspaceId)
      expect(rows).toBe(written.rows)
      expect(await compared(w, w.workspaceId)).toEqual(here)
      expect(await compared(w, workspaceId)).toEqual(here)
      const [site] = await w.sql<{ key: string }>(
        `select key from website where workspace_id = ${workspaceId}`,
      )
      const [was] = await w.sql<{ key: string }>(
        `select key from website where workspace_id = ${w.workspaceId}`,
      )
      expect(site!.key.split('.')).toEqual([String(workspaceId), was!.key.split('.')[1]])
      const [secrets] = await w.sql<{ n: number }>(
        `select count(*)::int as n from member where workspace_id = ${workspaceId} and user_id is not null`,
      )
      expect(secrets!.n).toBe(0)
      await settled(w)
      w.clock.advance(3 * 86_400_000)
      await settled(w)
      expect(await compared(w, workspaceId), 'the engine leaves it alone').toEqual(here)
    },
    longMs,
  )

  it(
    'is the same on another installation with another secret, knows whom not to write to, and goes on as the first would',
    async () => {
      const there = await world()
      there.clock.set(w.clock.now())
      here = await compared(w, w.workspaceId)
      await exported(w, file('away.zip'))
      const secret = 'the secret of another installation, also long'
      const { workspaceId } = await brought(there, file('away.zip'), secret)
      expect(await compared(there, workspaceId)).toEqual(here)
      const stop = (address: string) => there.inside((db) => stopOf(db, { secret, address }), workspaceId)
      expect((await stop('Gone@firm.example'))?.cause).toContain('550')
      expect(await stop('else@firm.example')).toBeUndefined()
      // Members sign in again, an owner confirms, and the engine looks at it for the first time: nothing was due.
      await past(
        there,
        `update member set user_id = id where workspace_id = ${workspaceId} and status = 'active'`,
      )
      const { client } = await there.member('owner', { workspaceId, name: 'Olga Owner', takesLeads: false })
      await client.moving.confirm(undefined)
      await expect(client.moving.confirm(undefined)).rejects.toMatchObject({
        data: { reason: 'nothing_to_confirm' },
      })
      const before = await compared(there, workspaceId)
      await settled(there)
      expect(await compared(there, workspaceId)).toEqual(before)
    },
    longMs,
  )
})
