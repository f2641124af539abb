/**
 * A column of rows as one parameter, as PostgreSQL writes an array: of numbers and ids alone, which need no quotes. The driver
 * would quote each of them.
 */
export const columnOf = <T>(
  rows: readonly T[],
  value: (row: T) => number | string | null | undefined,
): string => `{${rows.map((row) => value(row) ?? 'null').join(',')}}`
