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
  await forgetDevice()
  location.assign(signInPath)
}

/** Whoever uses this browser next is not to read notices of whoever left. */
async function forgetDevice(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  const subscription = await registration?.pushManager?.getSubscription()
  await subscription?.unsubscribe()
}

/** To the sign-in page, and back here afterwards. */
export function toSignIn(): void {
  if (location.pathname === signInPath) return
  const here = location.pathname + location.search
  location.assign(here === '/' ? signInPath : `${signInPath}?then=${encodeURIComponent(here)}`)
}
