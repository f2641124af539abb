import type { OwnReason } from '#handover/agreed/contract'

/** An expected "no": a code for machines and a sentence that says what to do instead. */
export interface Refusal {
  ok: false
  code: string
  message: string
}
export const refusal = (code: string, message: string): Refusal => ({ ok: false, code, message })

/** Why a lead is sent back, with the evidence that each reason needs. */
export type SendBack =
  | { code: 'not_eligible'; criterion: string }
  | { code: 'other_product'; productLineId: string }
  | { code: 'already_customer'; record: string }
  | { code: 'no_answer' }
  | { code: 'too_early'; date: Date }
  | { code: 'not_interested' }
  | { code: 'competitor'; name: string }
  | { code: 'wrong_data'; field: string }
  | { code: 'duplicate'; record: string }
  | { code: 'other'; text: string }
  | { code: `own_${string}`; text: string }
export type ReasonCode = SendBack['code']

/** What was kept as evidence of a send-back, in words; null where the reason asks for none. */
export function evidenceWords(kept: Record<string, unknown>): string | null {
  const shows = kept.criterion ?? kept.record ?? kept.name ?? kept.field ?? kept.text ?? kept.date
  return typeof shows === 'string' && shows !== '' ? shows.replace(/T00:00:00\.000Z$/, '') : null
}

export interface Reason {
  code: ReasonCode
  label: string
  /** What the seller is asked for; null = nothing beyond the reason itself. */
  asks: string | null
  /** A wish for another product passes the person on; it is no send-back and counts against nobody. */
  isSendBack: boolean
}
/** Versions are immutable: a decision names the version it was made under. */
export const REASON_LISTS: Readonly<Record<number, readonly Reason[]>> = {
  1: [
    { code: 'not_eligible', label: 'Not eligible', asks: 'Which criterion is not met?', isSendBack: true },
    { code: 'other_product', label: 'Wants another product', asks: 'Which product line?', isSendBack: false },
    {
      code: 'already_customer',
      label: 'Already a customer or in talks',
      asks: 'Which company, person or deal?',
      isSendBack: true,
    },
    { code: 'no_answer', label: 'No answer', asks: null, isSendBack: true },
    { code: 'too_early', label: 'Too early', asks: 'When should they come back?', isSendBack: true },
    { code: 'not_interested', label: 'Not interested', asks: null, isSendBack: true },
    { code: 'competitor', label: 'Chose a competitor', asks: 'Which one?', isSendBack: true },
    { code: 'wrong_data', label: 'Wrong data', asks: 'Which field is wrong?', isSendBack: true },
    { code: 'duplicate', label: 'Duplicate', asks: 'Of which record?', isSendBack: true },
    { code: 'other', label: 'Other', asks: 'What happened?', isSendBack: true },
  ],
}
export const REASON_LIST_VERSION = 1

export const isOwn = (code: string): code is `own_${string}` => code.startsWith('own_')

/** What may be chosen now: the fixed reasons, then the firm's own that are not retired. */
export const reasonsOffered = (
  own: readonly OwnReason[],
): { code: string; label: string; asks: string | null }[] => [
  ...(REASON_LISTS[REASON_LIST_VERSION] ?? []),
  ...own.filter(({ retired }) => !retired),
]

/** A reason by name, by the newest list that has it; a code that nobody knows is told as it stands. */
export function reasonLabel(code: string, own: readonly Pick<OwnReason, 'code' | 'label'>[] = []): string {
  const lists = Object.entries(REASON_LISTS).sort(([a], [b]) => Number(b) - Number(a))
  const known = [...lists.flatMap(([, list]) => list), ...own].find((one) => one.code === code)
  return known?.label ?? code.replaceAll('_', ' ')
}
