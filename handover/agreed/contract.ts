import { z } from 'zod'
import { id, line } from '#platform/http/contract'

const minutes = z.number().int().min(5).max(10_000)
const days = z.number().int().min(1).max(250)
const byLane = <T extends z.ZodType>(of: T) => z.object({ asked: of, earned: of })
const perWeek = z.number().int().min(0).max(10_000)

/** A reason of one's own beside those that every firm has. */
export const ownReasonShape = z.object({
  code: z.string().regex(/^own_[a-z0-9_]{1,40}$/),
  label: line(80).min(1),
  /** What the seller is asked for as evidence; null: nothing beyond the reason. */
  asks: line(200).min(1).nullable(),
  /** Not offered any more; what was sent back by it keeps it. */
  retired: z.boolean(),
})
export type OwnReason = z.infer<typeof ownReasonShape>

/** What both sides work by: signed in an agreement, or settings before there is one. */
export const termsShape = z.object({
  /** Business minutes. */
  answerMinutes: byLane(minutes),
  attemptMinutes: byLane(minutes),
  /** Working days. */
  decisionDays: byLane(days),
  /** Before "no answer" may be said. */
  attempts: z.object({
    days: z.number().int().min(1).max(30),
    channels: z.number().int().min(1).max(5),
    hoursApart: z.number().int().min(0).max(40),
  }),
  /** Working days in which marketing says whether it agrees with a send-back. */
  verdictDays: z.number().int().min(1).max(60).default(3),
  /** Kept leads a month that marketing aims at; null: none agreed. */
  keptPerMonth: z.number().int().min(1).max(100_000).nullable().default(null),
  /** Earned leads of a product line that are released a week; who is missing has no limit of its own. */
  weekly: z
    .array(z.object({ productLineId: id, perWeek }))
    .max(200)
    .default([]),
  ownReasons: z.array(ownReasonShape).max(40).default([]),
})
export type Terms = z.infer<typeof termsShape>

/** All of an agreement: the terms, which definition holds for which product line, and what each receiver takes. */
export const agreementContent = termsShape.extend({
  definitions: z.array(z.object({ productLineId: id, definitionId: id })).max(200),
  receivers: z.array(z.object({ memberId: id, perWeek: perWeek.nullable() })).max(500),
})
export type AgreementContent = z.infer<typeof agreementContent>
export type Side = 'marketing' | 'sales'
