import { setWorkspace } from '#ui/client'
import { failToast } from '#ui/pieces'

const signInPath = '/sign-in'

/** Ends the session here and forgets what this browser knew of it. */
export async function signOut(): Promise<void> {
  const answer = await fetch('/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  if (!answer.ok) {
    failToast('You could not be signed out', 'You are still signed in. Try again.')
    return
  }
  setWorkspace(null)
  location.assign(signInPath)
}

/** To the sign-in page, and back here afterwards. */
export function toSignIn(): void {
  if (location.pathname === signInPath) return
  const here = location.pathname + location.search
  location.assign(here === '/' ? signInPath : `${signInPath}?then=${encodeURIComponent(here)}`)
}
