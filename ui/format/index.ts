/** Dates, numbers and money as the viewer reads them, and numbers as a phone dials them. */
export {
  dayKey,
  defaultCurrency,
  exponentOf,
  formatDate,
  formatDateTime,
  formatDay,
  formatMoney,
  formatMonth,
  formatMonthShort,
  formatNumber,
  formatPercent,
  formatRelative,
  formatSpan,
  formatsNow,
  formatTime,
  onFormats,
  setFormats,
} from './format.ts'
export { useNow } from './now.ts'
export { DateTime, Money, RelativeTime } from './shown.tsx'
export { telephone } from './telephone.ts'
