import dayjs from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat.js'

dayjs.extend(customParseFormat)
const inWords = ['YYYY-MM-DD', 'D MMM YYYY', 'D MMMM YYYY', 'MMM D, YYYY', 'MMMM D, YYYY']
const [dayFirst, monthFirst] = [
  ['D.M.YYYY', 'D/M/YYYY', 'D-M-YYYY', 'D.M.YY', 'D/M/YY'],
  ['M/D/YYYY', 'M-D-YYYY', 'M/D/YY'],
]

/** A day as people type it, in the order of their language; what is no date as a whole is none. */
export function typedDay(text: string, language: string): string | null {
  const order = language === 'en-US' ? monthFirst : dayFirst
  const day = dayjs(text.trim(), [...inWords, ...order], true)
  return day.isValid() ? day.format('YYYY-MM-DD') : null
}
