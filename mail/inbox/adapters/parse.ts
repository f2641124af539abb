import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { type Kind, kindOf } from '../kind.ts'
import type { Report, ReportedRecipient } from '../report.ts'
import { cleanHtml } from './clean.ts'

export type Mailbox = { address: string; name: string | null }
export type FileOfMail = { name: string; contentType: string; content: Buffer }
export type Parsed = Kind & {
  messageId: string | null
  from: Mailbox
  /** Everybody it was sent to, and the addresses by which it came here. */
  recipients: Mailbox[]
  subject: string
  text: string
  html: string | null
  answers: string[]
  sentAt: Date | null
  files: FileOfMail[]
  report: Report | null
  forwarded: string[]
}

const most = {
  text: 200_000,
  html: 1_000_000,
  files: 50,
  recipients: 200,
  name: 200,
  /** Of a Message-ID: a longer one fits no index. */
  id: 500,
}
const cameBy = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to']

/** What the database takes: no NUL, no half of a character. */
export const plain = (text: string, longest: number) =>
  text.replaceAll('\u0000', '').slice(0, longest).toWellFormed()
const oneLine = (text: string, longest: number) => plain(text.replaceAll(/\p{Cc}+/gu, ' '), longest).trim()

/** Reads a mail as it lay in a mailbox. */
export async function parseMail(source: Buffer): Promise<Parsed> {
  const mail = await simpleParser(source, {
    skipImageLinks: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    keepDeliveryStatus: true,
    maxHtmlLengthToParse: most.html,
  } as Parameters<typeof simpleParser>[1])
  const head = new Map(
    mail.headerLines.toReversed().map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
  )
  const from = mailboxesIn(mail.from)[0] ?? { address: '', name: null }
  const html = typeof mail.html === 'string' && mail.html.length <= most.html ? mail.html : null
  const text = plain(mail.text ?? (await textOf(html)), most.text)
  const kind = kindOf(head, from.address)
  return {
    ...kind,
    messageId: mail.messageId ? oneLine(mail.messageId, most.id) : null,
    from,
    recipients: [
      ...mailboxesIn(mail.to),
      ...mailboxesIn(mail.cc),
      ...mailboxesIn(mail.bcc),
      ...hops(mail),
    ].slice(0, most.recipients),
    subject: oneLine(mail.subject ?? '', 500),
    text,
    html: html === null ? null : plain(cleanHtml(html), most.html),
    answers: [...new Set([mail.inReplyTo ?? [], [mail.references ?? []].flat().toReversed()].flat())]
      .map((id) => oneLine(id, most.id))
      .slice(0, 50),
    sentAt: mail.date && !Number.isNaN(mail.date.getTime()) ? mail.date : null,
    files: mail.attachments
      .filter((file) => kind.kind !== 'bounce' && file.content.length > 0)
      .slice(0, most.files)
      .map((file) => ({
        name: fileName(file.filename),
        contentType: oneLine(file.contentType, 100),
        content: file.content,
      })),
    report: kind.kind === 'bounce' ? await reportOf(mail) : null,
    forwarded: await forwardedIn(mail, text),
  }
}

/** The words of a mail that has HTML alone, where the library did not set them apart. */
async function textOf(html: string | null): Promise<string> {
  if (!html) return ''
  const alone = await simpleParser(`Content-Type: text/html; charset=utf-8\r\n\r\n${cleanHtml(html)}`)
  return alone.text ?? ''
}

function mailboxesIn(field: AddressObject | AddressObject[] | undefined): Mailbox[] {
  const all = [field ?? []].flat().flatMap((it) => it.value)
  return all
    .flatMap((it) => (it.group ? it.group : it))
    .flatMap(({ address, name }) =>
      address ? [{ address: oneLine(address, 320), name: name ? oneLine(name, most.name) : null }] : [],
    )
}

const hops = (mail: ParsedMail): Mailbox[] =>
  mail.headerLines
    .filter(({ key }) => cameBy.includes(key))
    .map(({ line }) => ({ address: oneLine(line.slice(line.indexOf(':') + 1), 320), name: null }))

/** A name that means nothing to a file system: no path, no control character. */
const fileName = (name: string | undefined): string =>
  oneLine(name ?? '', 200)
    .replaceAll(/[\\/:*?"<>|]+/g, '_')
    .replace(/^\.+/, '') || 'attachment'

/** The machine's part of a report (RFC 3464): groups of fields, the first of the message, one for each recipient. */
async function reportOf(mail: ParsedMail): Promise<Report> {
  const status = mail.attachments.find((it) => it.contentType === 'message/delivery-status')
  const groups = (status?.content.toString('utf8') ?? '').split(/\r?\n\r?\n+/).slice(0, 50)
  const recipients: ReportedRecipient[] = []
  for (const group of groups) {
    const { headerLines } = await simpleParser(`${group.trim()}\r\n\r\n`)
    const field = (name: string) => {
      const line = headerLines.find(({ key }) => key === name)?.line ?? ''
      return oneLine(line.slice(line.indexOf(':') + 1), 500)
    }
    if (!field('action') && !field('final-recipient')) continue
    const address = field('original-recipient') || field('final-recipient')
    recipients.push({
      address: address.replace(/^[^;]*;\s*/, '').replace(/^<|>$/g, '') || null,
      action: field('action').toLowerCase(),
      status: field('status').split(' ')[0] ?? '',
      diagnostic: field('diagnostic-code').replace(/^[^;]*;\s*/, ''),
    })
  }
  return { recipients }
}

/** Whom a forwarded mail was from and to: of a mail that hangs on it, or of the lines that programs write above it. */
async function forwardedIn(mail: ParsedMail, text: string): Promise<string[]> {
  const attached = mail.attachments.filter((it) => it.contentType === 'message/rfc822').slice(0, 3)
  const inside = await Promise.all(attached.map((it) => simpleParser(it.content)))
  const lines = text
    .split('\n')
    .map((line) => /^[>\s*]*(?:from|to|von|an|de|à|para)\*?\s*:\s*(.+)$/i.exec(line.trim())?.[1])
    .filter((rest) => rest !== undefined)
    .slice(0, 20)
  const read = await Promise.all(lines.map((rest) => simpleParser(`To: ${oneLine(rest, 500)}\r\n\r\n`)))
  const found = [...inside, ...read].flatMap((it) => [...mailboxesIn(it.from), ...mailboxesIn(it.to)])
  return [...new Set(found.map(({ address }) => address.toLowerCase()).filter((it) => it.includes('@')))]
}
