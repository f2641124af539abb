import { isOvertaken, isUniqueViolation } from './errors.ts'

const tries = 5

/**
 * Somebody may write the same address down at the same moment: the next look finds them. Or another's work on the same rows
 * and this one wait for each other, of whom the database ends one: done again, it comes through.
 */
export async function afterRaces<T>(fn: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n++)
    try {
      return await fn()
    } catch (error) {
      if (!(isUniqueViolation(error) || isOvertaken(error)) || n === tries) throw error
    }
}
