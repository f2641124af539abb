/** The link that dials a number as somebody wrote it: without blanks, and without the (0) that is not dialled after a country's code. */
export function telephone(written: string): string {
  const number = written.trim().startsWith('+') ? written.replace('(0)', '') : written
  return `tel:${number.replace(/[^+\d]/g, '')}`
}
