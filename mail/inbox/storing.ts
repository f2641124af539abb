import { createHash } from 'node:crypto'
import { type Account, type Tag, tagsIn, withoutTags } from '#mail/accounts'
import { letterBounced } from '#mail/letters'
import { stopAddress } from '#mail/stops'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { ReceivedMail, Registry } from '#platform/registry'
import type { Fetched } from './adapters/imap.ts'
import type { Parsed } from './adapters/parse.ts'
import { judgeReport, saidOf } from './report.ts'

export type Came = {
  parsed: Parsed
  raw: Buffer
  bytes: number
  cut: Fetched['cut']
}
const trustedLagMs = 10 * 60_000

type How = { account: Pick<Account, 'inbound_address'>; secret: string; registry: Registry; now: Date }
type State = 'filed' | 'unmatched' | 'ignored' | 'bounce' | 'forged' | 'refused'
/** Beyond the list of conversations: what the fate of a mail shows on. */
const touched: Record<State, readonly string[]> = {
  filed: ['contacts', 'deals', 'handovers'],
  bounce: ['letters', 'contacts'],
  ...{ unmatched: [], ignored: [], forged: [], refused: [] },
}
type Settled = { state: State; note?: string; subjectId?: string | null }

/**
 * Stores a mail and hands it to whom it belongs, in the caller's transaction. The same delivery is stored once: a mailbox
 * that is numbered anew, a second reader or a process killed on the way make no second.
 */
export async function storeMail(db: Db, it: Came, how: How): Promise<string | null> {
  const { parsed, raw, bytes } = it
  const id = uuidv7(how.now)
  const inbound = how.account.inbound_address
  const shown = (text: string) => (inbound ? withoutTags(inbound, text) : text)
  const made = await db
    .insertInto('incoming')
    .values({
      id,
      raw_hash: createHash('sha256').update(raw).digest('hex'),
      message_id: parsed.messageId,
      from_address: parsed.from.address.toLowerCase(),
      from_name: parsed.from.name,
      recipients: shown(JSON.stringify(parsed.recipients)),
      subject: parsed.subject,
      text_body: shown(parsed.text),
      html_body: parsed.html && shown(parsed.html),
      answers: parsed.answers,
      kind: parsed.kind,
      evidence: parsed.evidence,
      state: 'unmatched',
      forwarded: parsed.forwarded,
      bytes,
      sent_at: writtenAt(parsed.sentAt, how.now),
      received_at: how.now,
    })
    .onConflict((on) => on.columns(['workspace_id', 'raw_hash']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return null
  await keepFiles(db, id, parsed, how.now)
  const settled = await settle(db, id, it, how)
  await db
    .updateTable('incoming')
    .set({ state: settled.state, note: settled.note ?? null, subject_id: settled.subjectId ?? null })
    .where('id', '=', id)
    .execute()
  topicChanged(db, 'conversations', ...touched[settled.state])
  return id
}

/** Keeps of a mail that could not be taken in that it came, and that it is to be read in the mailbox. */
export async function refuseMail(
  db: Db,
  { parsed, raw, bytes }: { parsed: Parsed | null; raw: Buffer; bytes: number },
  now: Date,
): Promise<void> {
  await db
    .insertInto('incoming')
    .values({
      id: uuidv7(now),
      raw_hash: createHash('sha256').update(raw).digest('hex'),
      from_address: parsed?.from.address.toLowerCase() ?? '',
      from_name: parsed?.from.name ?? null,
      recipients: '[]',
      subject: parsed?.subject ?? '',
      text_body: '',
      answers: [],
      kind: parsed?.kind ?? 'human',
      evidence: parsed?.evidence ?? 'It could not be read',
      state: 'refused',
      note: 'It could not be taken in: read it in the mailbox.',
      forwarded: [],
      bytes,
      sent_at: writtenAt(parsed?.sentAt ?? null, now),
      received_at: now,
    })
    .onConflict((on) => on.columns(['workspace_id', 'raw_hash']).doNothing())
    .execute()
  topicChanged(db, 'conversations')
}

/** When it was written: as it says, if that is long ago; else when it came, because clocks of strangers are set as they like. */
const writtenAt = (said: Date | null, now: Date): Date =>
  said && now.getTime() - said.getTime() > trustedLagMs ? said : now

async function keepFiles(db: Db, incomingId: string, { files }: Parsed, now: Date): Promise<void> {
  for (const file of files)
    await db
      .insertInto('incoming_file')
      .values({
        id: uuidv7(now),
        incoming_id: incomingId,
        name: file.name,
        content_type: file.contentType,
        bytes: file.content.length,
        content: file.content,
      })
      .execute()
}

async function settle(db: Db, id: string, { parsed, cut, bytes }: Came, how: How): Promise<Settled> {
  const inbound = how.account.inbound_address
  const tags = inbound
    ? tagsIn(
        inbound,
        parsed.recipients.map(({ address }) => address),
      )
    : []
  const letter = await letterOf(db, tags)
  if (parsed.kind === 'bounce') return cameBack(db, letter, parsed, how)
  const mail = receivedMail(id, parsed, tags, letter, how.now)
  const taken = await offer(db, mail, how)
  const note = cut ? `It ${whyCut(cut, bytes)}: read it in the mailbox.` : ''
  if (taken) return { state: 'filed', subjectId: taken.subjectId, note }
  if (cut) return { state: 'refused', note }
  return parsed.kind === 'automatic' ? { state: 'ignored', note: parsed.evidence } : { state: 'unmatched' }
}

const whyCut = (cut: NonNullable<Fetched['cut']>, bytes: number) =>
  cut === 'large'
    ? `is too large (${Math.round(bytes / 1024 / 1024)} MB)`
    : 'could not be fetched or stored, at several tries'

/** The letter that a mail came back from, or answers, by the address that only that letter had. */
async function letterOf(db: Db, tags: readonly Tag[]) {
  const tokens = tags.flatMap((tag) => (tag.kind === 'bounce' ? tag.token : []))
  if (tokens.length === 0) return undefined
  return db
    .selectFrom('letter')
    .select(['id', 'to_address', 'message_id'])
    .where('bounce_token', 'in', tokens)
    .executeTakeFirst()
}

/** Somebody reads what it says, and may look into it: a server on the way may have changed where letters come back to. */
const unproven = (report: Parsed['report']) =>
  [
    'Not proven, so nothing follows from it: it did not come to the address of a letter of ours.',
    ...(report?.recipients ?? [])
      .slice(0, 3)
      .map((it) => `About ${it.address ?? 'somebody'}: ${judgeReport(it).says}`),
  ].join(' ')

/** A report of delivery: what it says is believed only if it came to the letter's own address, and of its recipient. */
async function cameBack(
  db: Db,
  letter: Awaited<ReturnType<typeof letterOf>>,
  { report }: Parsed,
  { secret, now }: How,
): Promise<Settled> {
  const about = report && letter && saidOf(report, letter)
  if (!about) return { state: 'forged', note: unproven(report) }
  const { is, says } = judgeReport(about)
  if (is === 'hard' || is === 'refused') await letterBounced(db, letter.id, { reply: says, now })
  if (is === 'hard') await stopAddress(db, { secret, address: letter.to_address, cause: says }, now)
  return {
    state: 'bounce',
    note: `${{ hard: 'The address is bad', refused: 'Not delivered', soft: 'Still being tried', nothing: 'Delivered' }[is]}: ${says}`,
  }
}

function receivedMail(
  id: string,
  parsed: Parsed,
  tags: readonly Tag[],
  letter: Awaited<ReturnType<typeof letterOf>>,
  now: Date,
): ReceivedMail {
  const tag = tags.find((it) => it.kind === 'reply') ?? tags.find((it) => it.kind === 'log')
  return {
    id,
    at: writtenAt(parsed.sentAt, now),
    from: parsed.from,
    to: parsed.recipients,
    subject: parsed.subject,
    kind: parsed.kind === 'human' ? 'human' : 'automatic',
    evidence: parsed.evidence,
    // A responder answers to where the letter would come back to (RFC 3834, 4), which names the letter.
    answers: letter ? [letter.message_id, ...parsed.answers] : parsed.answers,
    messageId: parsed.messageId,
    tag: tag ? { kind: tag.kind as 'reply' | 'log', token: tag.token } : null,
    forwarded: parsed.forwarded,
  }
}

async function offer(db: Db, mail: ReceivedMail, { registry, now }: How) {
  for (const hook of registry.received) {
    const taken = await hook(db, mail, { now, registry })
    if (taken) return taken
  }
  return null
}
