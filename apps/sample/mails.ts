import { accountOf } from '#mail/accounts'
import { parseMail, storeMail } from '#mail/inbox'
import { takePlayed } from '#mail/letters'
import { wiring } from '../wiring.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Colleague } from './founding.ts'
import type { Stage } from './stage.ts'
import { answers, away, offers, openings, replies } from './words.ts'

export type Mails = ReturnType<typeof mailsOn>
type Kind = 'opening' | 'offer'
type About = { contactId: string; dealId?: string; handoverId?: string; who: string; what?: string }
type Incoming = {
  from: { name: string | null; address: string }
  to: string
  subject: string
  text: string
  /** The mail that it answers. */
  answers?: string
  /** A program answered for them. */
  isAutomatic?: boolean
}

const hourMs = 3_600_000
const matters = { opening: openings, offer: offers } as const

/** Mails between members and people: written as members write them, taken in as what lies in a mailbox is. */
export function mailsOn(stage: Stage, seed: number) {
  /** A mail to somebody, unless nothing may be written to them. */
  const write = async (
    { client: { conversations } }: Colleague,
    { contactId, dealId, handoverId }: Partial<Pick<About, 'contactId' | 'dealId' | 'handoverId'>>,
    { subject, text }: { subject: string; text: string },
  ) => {
    const about = { ...(contactId && { contactId }), ...(dealId && { dealId }) }
    const { mayWrite } = await conversations.before(about)
    if (mayWrite.may === 'no') return null
    const written = await conversations.write({
      ...{ ...about, subject, text, ...(handoverId && { handoverId }) },
      basis: { basis: 'request', proof: 'They gave me their address to write to' },
    })
    stage.at(written.undoUntil, leave)
    return written
  }

  /** What is not taken back counts as sent from then on, and so as a try to reach the person that is proven. */
  const leave = async () => {
    await takePlayed(stage.house.database, stage.workspaceId, stage.clock.now())
    await stage.tick('letters told')
  }

  const takeIn = (mail: Incoming) =>
    stage.inside('Mail received', async (db, now) => {
      const account = await accountOf(db)
      if (!account) throw new Error('The sample firm has no mailbox')
      const raw = rawOf(mail, now)
      const { secret } = stage.house
      await storeMail(
        db,
        { parsed: await parseMail(raw), raw, bytes: raw.length, cut: null },
        { account, secret, registry: wiring, now },
      )
    })

  /** Whoever a mail of ours went to answers it. */
  const answer = async (mailId: string, text: string, isAutomatic = false) => {
    const letter = await stage.inside('Mail looked at', (db) =>
      db
        .selectFrom('conversation_mail as m')
        .innerJoin('letter as l', (on) =>
          on.onRef('l.workspace_id', '=', 'm.workspace_id').onRef('l.id', '=', 'm.letter_id'),
        )
        .select(['l.to_address', 'l.to_name', 'l.subject', 'l.text_body', 'l.message_id', 'l.reply_to'])
        .where('m.id', '=', mailId)
        .executeTakeFirstOrThrow(),
    )
    const quoted = letter.text_body.trimEnd().replaceAll(/^/gm, '> ')
    await takeIn({
      from: { name: letter.to_name, address: letter.to_address },
      to: letter.reply_to!,
      subject: isAutomatic ? `Out of office: ${letter.subject}` : `Re: ${letter.subject}`,
      text: isAutomatic ? text : `${text}\n\n${quoted}`,
      answers: letter.message_id,
      isAutomatic,
    })
  }

  /**
   * A thread as it goes: most answer, some don't, of some a program does; the writer reads it, and at times answers again.
   * False where nothing may be written.
   */
  const thread = async (writer: Colleague, kind: Kind, it: About): Promise<boolean> => {
    const chance = chanceOf(seed, 'mail', kind, it.handoverId ? it.who : (it.what ?? ''), dayOf(stage))
    const { subject, text } = chance.oneOf<{ subject: string; text: string }>(matters[kind])
    const filled = (words: string) =>
      words.replaceAll('WHO', it.who).replaceAll('WHAT', it.what ?? 'your machines')
    const first = await write(writer, it, { subject: filled(subject), text: filled(text) })
    const fate = chance.weighed({ answers: 6, silent: 3, away: 1 })
    if (!first) return false
    if (fate === 'away') stage.at(after(stage, chance, [0, 0]), () => answer(first.id, away, true), 'market')
    if (fate !== 'answers') return true
    const read = async () => {
      const { conversations } = writer.client
      const { conversationId } = first
      await conversations.see({ id: conversationId })
      if (!chance.happens(0.45)) return
      const re = `Re: ${filled(subject)}`
      const { undoUntil } = await conversations.write({
        ...{ conversationId, subject: re, text: chance.oneOf(replies) },
      })
      stage.at(undoUntil, leave)
    }
    const answered = async () => {
      await answer(first.id, chance.oneOf(answers[kind]))
      stage.at(after(stage, chance, [1, 20]), read, writer.key)
    }
    stage.at(after(stage, chance, [2, 50]), answered, 'market')
    return true
  }

  return { write, answer, thread, takeIn }
}

const dayOf = ({ clock }: Stage) => clock.now().toISOString().slice(0, 10)

/** So many hours from now, on a working day. */
function after({ clock }: Stage, chance: Chance, [least, most]: readonly [number, number]): Date {
  const at = new Date(clock.now().getTime() + chance.between(least, most) * hourMs + 240_000)
  const weekend = [1, 0, 0, 0, 0, 0, 2][at.getUTCDay()]!
  return new Date(at.getTime() + weekend * 24 * hourMs)
}

/** A mail as it lies in a mailbox. */
const rawOf = (mail: Incoming, now: Date): Buffer =>
  Buffer.from(
    [
      `From: "${(mail.from.name ?? '').replaceAll(/["\\]/g, '')}" <${mail.from.address}>`,
      `To: <${mail.to}>`,
      `Subject: ${mail.subject}`,
      `Message-ID: <${now.getTime()}.${mail.from.address}>`,
      `Date: ${now.toUTCString()}`,
      ...(mail.answers ? [`In-Reply-To: ${mail.answers}`] : []),
      ...(mail.isAutomatic ? ['Auto-Submitted: auto-replied'] : []),
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      mail.text,
    ].join('\r\n'),
  )
