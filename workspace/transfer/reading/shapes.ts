import { type DateEvidence, dateEvidence } from './dates.ts'
import { type MarkEvidence, markEvidence } from './decimal.ts'
import { isEmail } from './email.ts'
import { moneyMarkEvidence, splitMoney } from './money.ts'
import { yesNo } from './values.ts'

/** What one written value could be; several may be true of the same text ("1" is a number and a yes). */
export type Shape = {
  email: boolean
  url: boolean
  phone: boolean
  id: boolean
  yesNo: boolean
  number: MarkEvidence
  /** An amount with a currency or a K: which mark it uses and which currency it names. */
  money: MarkEvidence
  currency: string | null
  date: DateEvidence
}

const uuid = /^\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i
const code = /^(?=.*\d)(?=.*[a-z])[a-z0-9_.-]{5,40}$/i
const scientific = /^[+-]?\d(\.\d+E\+?|E\+)\d{1,3}$/
const url = /^(https?:\/\/|www\.)\S+$|^([a-z0-9-]{1,63}\.)+[a-z]{2,24}(\/\S*)?$/i
const phone = /^(\+|00|\(|\d)[\d\s().\-/]{5,24}(\s*(x|ext\.?)\s*\d{1,6})?$/i

export function shapeOf(value: string): Shape {
  const hasDigit = /\d/.test(value)
  const isScientific = hasDigit && scientific.test(value)
  const number = isScientific ? 'point' : hasDigit ? markEvidence(value.replace(/\s*%$/, '')) : 'none'
  const written = hasDigit && number === 'none' ? splitMoney(value) : null
  const digits = hasDigit ? value.replace(/\D/g, '').length : 0
  const date = hasDigit ? dateEvidence(value) : 'none'
  return {
    email: value.includes('@') && isEmail(value),
    url: value.includes('.') && value.length < 500 && url.test(value),
    phone: digits >= 6 && digits <= 17 && date === 'none' && phone.test(value) && isSeparated(value),
    id: !isScientific && (uuid.test(value) || code.test(value)),
    yesNo: value.length <= 6 && yesNo(value) !== null,
    number,
    money: written && (written.currency || written.power > 0) ? moneyMarkEvidence(value) : 'none',
    currency: written?.currency ?? null,
    date,
  }
}

/** Bare digits may be any number; a phone shows itself by +, a leading zero, brackets or separators. */
const isSeparated = (value: string) => /^(\+|0|\()|\d[\s\-/.)]+\d/.test(value) && !/^\d+[.,]\d+$/.test(value)

export type ShapeCounts = {
  email: number
  url: number
  phone: number
  id: number
  yesNo: number
  number: Record<MarkEvidence, number>
  money: Record<MarkEvidence, number>
  date: Record<DateEvidence, number>
  currencies: Record<string, number>
}

const noMarks = (): Record<MarkEvidence, number> => ({ point: 0, comma: 0, either: 0, whole: 0, none: 0 })

export const noShapes = (): ShapeCounts => ({
  email: 0,
  url: 0,
  phone: 0,
  id: 0,
  yesNo: 0,
  number: noMarks(),
  money: noMarks(),
  date: { DMY: 0, MDY: 0, YMD: 0, 'DMY or MDY': 0, certain: 0, none: 0 },
  currencies: {},
})

export function addShape(counts: ShapeCounts, shape: Shape, times: number): void {
  if (shape.email) counts.email += times
  if (shape.url) counts.url += times
  if (shape.phone) counts.phone += times
  if (shape.id) counts.id += times
  if (shape.yesNo) counts.yesNo += times
  counts.number[shape.number] += times
  counts.money[shape.money] += times
  counts.date[shape.date] += times
  if (shape.currency) counts.currencies[shape.currency] = (counts.currencies[shape.currency] ?? 0) + times
}
