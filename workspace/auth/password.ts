export const shortestPassword = 12
export const longestPassword = 256
const fewestLetters = 4

/** Long rather than complicated (NIST SP 800-63B): no rules on characters, but not the address itself or one letter. */
export function passwordProblem(password: string, email?: string): string | null {
  if (password.length < shortestPassword)
    return `Use at least ${shortestPassword} characters; a few words are fine.`
  if (password.length > longestPassword) return `Use at most ${longestPassword} characters.`
  const isAddress = email !== undefined && password.toLowerCase().includes(email.toLowerCase())
  if (isAddress || new Set(password).size < fewestLetters)
    return 'Too easy to guess. A few unrelated words are fine.'
  return null
}
