/** The SQLSTATE of a database error, or null for any other error. Errors are told apart by it, never by text. */
export function sqlState(error: unknown): string | null {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : null
}

/**
 * Whether the same may succeed a moment later: no connection (08), overtaken or deadlocked (40), no room (53), locked or not
 * ready (55), stopped by somebody or by time (57), or a connection that broke on the way.
 */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error)
  if (state) return ['08', '40', '53', '55', '57'].includes(state.slice(0, 2))
  return (
    error instanceof Error &&
    'code' in error &&
    ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(`${error.code}`)
  )
}

/** Whether a unique key refused the row; with `constraint`, whether it was that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false
  return !constraint || (error instanceof Error && 'constraint' in error && error.constraint === constraint)
}

/** Whether something that rests on the row refused its going. */
export const isForeignKeyViolation = (error: unknown): boolean => sqlState(error) === '23503'
