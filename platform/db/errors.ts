/** The SQLSTATE of a database error, or null for any other error. Errors are told apart by it, never by text. */
export function sqlState(error: unknown): string | null {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : null
}

const away = [
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]

/**
 * Whether the database is away for everybody, so that the failure says nothing of what was asked: no connection (08), none
 * left (53300), disk full (53100), stopped or starting (57P), or a connection that broke on the way.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  return away.includes(`${error.code}`) || /^(08|57P|53100|53300)/.test(sqlState(error) ?? '')
}

/**
 * Whether the same may succeed a moment later: an outage, or overtaken or deadlocked (40), no room (53), locked or not ready
 * (55), stopped by somebody or by time (57). But for an outage it may also be that the same never succeeds: what takes too
 * long today does tomorrow.
 */
export function isTransient(error: unknown): boolean {
  return isOutage(error) || /^(40|53|55|57)/.test(sqlState(error) ?? '')
}

/** Whether another overtook it or both waited for each other: the same succeeds when it is done again. */
export const isOvertaken = (error: unknown): boolean => /^40/.test(sqlState(error) ?? '')

/** Whether a unique key refused the row; with `constraint`, whether it was that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false
  return !constraint || (error instanceof Error && 'constraint' in error && error.constraint === constraint)
}

/** Whether something that rests on the row refused its going. */
export const isForeignKeyViolation = (error: unknown): boolean => sqlState(error) === '23503'
