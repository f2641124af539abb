import type { DateTime } from 'luxon'
import type { Span } from './acts.ts'
import type { Key, Seller } from './cast.ts'
import type { Deals } from './deals.ts'
import { mailbox, type Troupe } from './founding.ts'
import type { Mails } from './mails.ts'
import type { Made } from './settings.ts'
import type { Stage } from './stage.ts'
import { answers, reminders, strangers } from './words.ts'

type Parts = { stage: Stage; troupe: Troupe; made: Made; span: Span; deals: Deals; mails: Mails }

/** Wishes for content: when, as parts of the whole time, of whom, and what marketing says to them after some days. */
const wishes = [
  {
    ...{ at: 0.12, by: 'quick', line: 0, title: 'What a standing machine costs, on one page' },
    answer: { answer: 'made', link: 'https://sample.example/one-page.pdf', text: 'With your numbers in it.' },
  },
  {
    ...{ at: 0.3, by: 'slow', line: 1, title: 'Where the data is kept, for works councils', too: 'quick' },
    answer: { answer: 'made', link: 'https://sample.example/data.pdf' },
  },
  {
    ...{ at: 0.44, by: 'picky', line: 1, title: 'Comparison with Vibrolog' },
    answer: { answer: 'declined', text: 'We do not write about competitors. Ask me for talking points.' },
  },
  {
    ...{ at: 0.58, by: 'quick', line: 2, title: 'A customer who tells of the care contract' },
    answer: { answer: 'exists', link: 'https://sample.example/stories/dairy' },
  },
  { at: 0.83, by: 'slow', line: 0, title: 'Film: putting a sensor in during a shift', too: 'quick' },
  { at: 0.94, by: 'picky', line: 1, title: 'Prices for groups with several plants', too: 'slow' },
] as const satisfies readonly {
  at: number
  by: Seller
  line: 0 | 1 | 2
  title: string
  too?: Seller
  answer?: { answer: 'made' | 'exists' | 'declined'; link?: string; text?: string }
}[]

/** Who is away when, in weeks from the Monday after; the last ones lie ahead of who looks at the firm. */
const absences = [
  { at: 0.3, by: 'quick', deputy: 'slow', weeks: 1, note: 'Summer' },
  { at: 0.46, by: 'marketer', deputy: null, weeks: 1, note: null },
  { at: 0.62, by: 'slow', deputy: 'quick', weeks: 1, note: 'Family' },
  { at: 0.7, by: 'picky', deputy: null, weeks: 1, note: null, refused: 'It is the week of the fair.' },
  { at: 0.93, by: 'slow', deputy: 'quick', weeks: 2, note: 'Sailing', ahead: 2 },
  { at: 0.98, by: 'quick', deputy: 'picky', weeks: 1, note: null, ahead: 4, waits: true },
] as const satisfies readonly {
  at: number
  by: Key
  deputy: Seller | null
  weeks: number
  note: string | null
  ahead?: number
  refused?: string
  waits?: true
}[]

/** What goes on in the house beside leads and deals: who is away, what sales misses, who writes to the shared mailbox. */
export function office(
  { stage, troupe, made, span, deals, mails }: Parts,
  on: (date: string, run: () => Promise<void>, hour?: number) => void,
): void {
  const dayAt = (part: number) => workday(span.start.plus({ days: Math.floor(part * span.days) }))
  const later = (day: DateTime, days: number) => workday(day.plus({ days })).toISODate()!

  for (const wish of wishes) {
    const { by, line, title, at } = wish
    const day = dayAt(at)
    on(
      day.toISODate()!,
      async () => {
        const { contentRequests } = troupe[by].client
        const dealId = deals.openOf(by)
        const { id } = await contentRequests.ask({
          ...{ title, productLineId: made.lines[line], ...(dealId && { dealId }) },
        })
        if ('too' in wish)
          on(later(day, 1), async () => {
            const theirs = deals.openOf(wish.too)
            await troupe[wish.too].client.contentRequests.join({ id, ...(theirs && { dealId: theirs }) })
          })
        if ('answer' in wish)
          on(later(day, 5), async () => {
            await troupe.marketer.client.contentRequests.answer({ id, ...wish.answer })
          })
      },
      11,
    )
  }

  for (const absence of absences) {
    const { by, deputy, weeks, note, at } = absence
    const day = dayAt(at)
    const from = day.startOf('week').plus({ weeks: 'ahead' in absence ? absence.ahead : 1 })
    on(
      day.toISODate()!,
      async () => {
        const { id, state } = await troupe[by].client.calendars.addAbsence({
          ...{ memberId: troupe[by].id, deputyId: deputy && troupe[deputy].id, note },
          ...{ fromAt: from.toJSDate(), toAt: from.plus({ weeks }).toJSDate() },
        })
        if (state !== 'asked' || 'waits' in absence) return
        const { calendars } = troupe.manager.client
        stage.at(day.set({ hour: 16 }).toJSDate(), async () => {
          await ('refused' in absence
            ? calendars.refuseAbsence({ id, reason: absence.refused })
            : calendars.grantAbsence({ id }))
        })
      },
      12,
    )
  }

  lately({ stage, troupe, deals, mails, span })
  for (const [n, { name, email, subject, text }] of strangers.entries())
    on(dayAt(0.9 + n * 0.04).toISODate()!, () =>
      mails.takeIn({ from: { name, address: email }, to: mailbox, subject, text }),
    )
}

/** Two colleagues wrote the day before and were answered this morning: nobody has read it yet. */
function lately({ stage, troupe, deals, mails, span: { end } }: Omit<Parts, 'made'>): void {
  for (const [n, key] of (['quick', 'slow'] as const).entries())
    stage.at(end.minus({ hours: 25 + n }).toJSDate(), async () => {
      const dealId = deals.openOf(key)
      const mail = dealId && (await mails.write(troupe[key], { dealId }, reminders[n]!))
      if (!mail) return
      stage.at(end.minus({ hours: 2 + n }).toJSDate(), () => mails.answer(mail.id, answers.offer[n]!))
    })
}

const workday = (day: DateTime) => (day.weekday > 5 ? day.plus({ days: 8 - day.weekday }) : day)
