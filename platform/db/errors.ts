/** The SQLSTATE of a database error, or null for any other error. Errors are told apart by it, never by text. */
export function sqlState(error: unknown): string | null {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : null
}

/** Whether a unique key refused the row; with `constraint`, whether it was that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false
  return !constraint || (error instanceof Error && 'constraint' in error && error.constraint === constraint)
}

/** Whether something that rests on the row refused its going. */
export const isForeignKeyViolation = (error: unknown): boolean => sqlState(error) === '23503'
