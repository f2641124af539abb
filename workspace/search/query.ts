/**
 * What was typed, as the entries are written: a phone number in any grouping becomes its digits without the prefix that
 * depends on where one dials from (00 or a leading 0); everything else stays as it is.
 */
export function searchText(typed: string): string {
  const text = typed.replaceAll('\u0000', '').trim()
  if (!/^[+(]?[\d\s().\-/]+$/.test(text)) return text
  const digits = text.replace(/\D/g, '')
  return digits.length < 4 ? text : digits.replace(/^0{1,2}/, '')
}
