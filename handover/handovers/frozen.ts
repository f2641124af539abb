import { sql } from 'kysely'
import { z } from 'zod'
import { type Judged, lookedAt, type Score, type Scored } from '#handover/scoring'
import { permissionsOf } from '#people/consent'
import { permissionShape } from '#people/consent/contract'
import type { Db } from '#platform/db'
import type { JournalKind, PumpBatch } from '#platform/registry'
import type { Calendar } from '#workspace/calendars'
import type { SeamInForce } from './setting.ts'
import { actWords, firstSentence, ownWords, ruleWords, type ShownAct } from './words.ts'

const moment = z.coerce.date()
export const reasonShape = z.object({
  text: z.string(),
  at: moment.nullable(),
  /** by_person: they did it; reported: a colleague says so; fact: what is known of them. */
  grade: z.enum(['by_person', 'reported', 'fact']),
  points: z.number().int().nullable(),
  eventIds: z.array(z.string()),
})
/** Who it is, as of the offer; a contractor sees only company, town and product before accepting. */
const whoShape = z.object({
  name: z.string(),
  jobTitle: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  company: z.string().nullable(),
  sector: z.string().nullable(),
})
const sourceShape = z.object({
  channel: z.string(),
  campaign: z.string().nullable(),
  firstPage: z.string().nullable(),
  referrer: z.string().nullable(),
  selfReported: z.string().nullable(),
})

/** What a receiver is shown and held to: all of it as of the offer, whatever changes later. */
export const frozenShape = z.object({
  at: moment,
  first: z.string(),
  words: z.string().nullable(),
  who: whoShape,
  reasons: z.array(reasonShape),
  score: z
    .object({
      fit: z.number(),
      interest: z.number(),
      total: z.number(),
      enter: z.number(),
      definitionId: z.string(),
      version: z.number(),
    })
    .nullable(),
  source: sourceShape.nullable(),
  consent: z.array(permissionShape),
  promises: z.object({
    answerMinutes: z.number(),
    attemptMinutes: z.number(),
    decisionDays: z.number(),
    seamVersion: z.number(),
    /** The agreement that promised it; null: settings that nobody signed. */
    agreement: z.number().nullable().default(null),
  }),
  calendar: z.object({ zone: z.string(), hours: z.unknown() }),
  capacity: z.number().nullable(),
})
export type Frozen = z.infer<typeof frozenShape>
export type Reason = z.infer<typeof reasonShape>

/** How a contact was judged in this batch for a product line, if a definition speaks of it. */
export const judgedIn = (batch: PumpBatch, contactId: string, productLineId: string): Judged | null =>
  lookedAt(batch)
    .get(contactId)
    ?.judged.find(({ version }) => version.productLineId === productLineId) ?? null

export interface Seen {
  contactId: string
  leadId: string | null
  lane: 'asked' | 'earned'
  eventId: string | null
  judged: Scored | null
}

/** Who it is, what they did and where they came from, in words: what a card says for any handover. */
export async function evidenceOf(
  db: Db,
  it: Omit<Seen, 'judged'>,
  {
    now,
    zone,
    kinds,
    judged = null,
  }: { now: Date; zone: string; kinds: readonly JournalKind[]; judged?: Scored | null },
): Promise<Pick<Frozen, 'first' | 'words' | 'who' | 'reasons' | 'source'>> {
  const score = judged?.score ?? null
  const [acts, lead, { firstName, ...who }] = await Promise.all([
    actsById(db, [
      ...(it.eventId ? [it.eventId] : []),
      ...(score?.lines.flatMap((line) => line.eventIds) ?? []),
    ]),
    it.leadId
      ? db
          .selectFrom('lead')
          .select(['channel', 'campaign', 'first_page', 'referrer', 'self_reported', 'evidence'])
          .where('id', '=', it.leadId)
          .executeTakeFirst()
      : undefined,
    whoIs(db, it.contactId),
  ])
  const opening = (it.eventId && acts.get(it.eventId)) || newest(acts)
  const grade = lead?.evidence === 'reported' ? 'reported' : 'by_person'
  return {
    first: firstSentence(firstName ?? who.name, opening, { lane: it.lane, now, zone, kinds }),
    words: opening ? ownWords(opening) : null,
    who,
    reasons: [
      ...(opening && (it.lane === 'asked' || !judged)
        ? [
            {
              text: actWords(kinds, opening),
              at: opening.at,
              grade,
              points: null,
              eventIds: [it.eventId!],
            } satisfies Reason,
          ]
        : []),
      ...(judged && score ? lineReasons(judged, score, acts, kinds) : []),
    ],
    source: lead
      ? {
          channel: lead.channel,
          campaign: lead.campaign,
          firstPage: lead.first_page,
          referrer: lead.referrer,
          selfReported: lead.self_reported,
        }
      : null,
  }
}

/** Gathers what the offer freezes. */
export async function freeze(
  db: Db,
  it: Seen,
  more: {
    calendar: Calendar
    seam: SeamInForce
    capacity: number | null
    kinds: readonly JournalKind[]
  },
  now: Date,
): Promise<Frozen> {
  const { kinds, calendar, seam } = more
  const { judged, ...seen } = it
  const score = judged?.score ?? null
  const [evidence, consent] = await Promise.all([
    evidenceOf(db, seen, { now, zone: calendar.zone, kinds, judged }),
    permissionsOf(db, it.contactId, now),
  ])
  return {
    ...evidence,
    at: now,
    score:
      judged && score
        ? {
            fit: score.fit,
            interest: score.interest,
            total: score.total,
            enter: judged.version.definition.enter,
            definitionId: judged.version.id,
            version: judged.version.version,
          }
        : null,
    consent,
    promises: {
      answerMinutes: seam.answerMinutes[it.lane],
      attemptMinutes: seam.attemptMinutes[it.lane],
      decisionDays: seam.decisionDays[it.lane],
      seamVersion: seam.version,
      agreement: seam.agreement,
    },
    calendar: { zone: calendar.zone, hours: calendar.hours },
    capacity: more.capacity,
  }
}

function lineReasons(
  { version }: Scored,
  score: Score,
  acts: ReadonlyMap<string, ShownAct>,
  kinds: readonly JournalKind[],
): Reason[] {
  return score.lines
    .toSorted((a, b) => b.points - a.points)
    .flatMap((line) => {
      const rule = version.definition.rules.find((one) => one.id === line.ruleId)
      if (!rule) return []
      const shown = line.eventIds
        .flatMap((id) => acts.get(id) ?? [])
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      return {
        text: ruleWords(rule, kinds, shown),
        at: shown.at(-1)?.at ?? null,
        grade: line.axis === 'fit' ? ('fact' as const) : ('by_person' as const),
        points: line.points,
        eventIds: line.eventIds,
      }
    })
}

const newest = (acts: ReadonlyMap<string, ShownAct>): ShownAct | null =>
  [...acts.values()].toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1) ?? null

async function actsById(db: Db, ids: readonly string[]): Promise<Map<string, ShownAct>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('journal_event')
    .select(['id', 'kind', 'data', 'occurred_at'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      { kind: row.kind, data: row.data as Record<string, unknown>, at: row.occurred_at },
    ]),
  )
}

async function whoIs(db: Db, contactId: string): Promise<Frozen['who'] & { firstName: string | null }> {
  const row = await db
    .selectFrom('contact')
    .leftJoin('company', (on) =>
      on
        .onRef('company.workspace_id', '=', 'contact.workspace_id')
        .onRef('company.id', '=', 'contact.company_id'),
    )
    .select([
      'contact.name',
      'contact.first_name as firstName',
      'contact.job_title as jobTitle',
      'contact.email',
      'contact.phone',
      'contact.city',
      'contact.country',
      'company.name as company',
      'company.sector',
    ])
    .where('contact.id', '=', contactId)
    .executeTakeFirstOrThrow()
  return row
}
