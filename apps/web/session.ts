import { setWorkspace } from '#ui/client'
import { forgetAll, waiting } from '#ui/outbox'
import { confirm, failToast } from '#ui/pieces'
import { forgetOpened } from '#workspace/search/screens'

const signInPath = '/sign-in'

/** Ends the session here and forgets what this browser knew of it; what has not gone out yet is asked about. */
export async function signOut(): Promise<void> {
  const left = waiting()
  if (left > 0 && !(await confirm({ ...lossOf(left), action: 'Sign out', danger: true }))) return
  const answer = await fetch('/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  if (!answer.ok) {
    failToast('You could not be signed out', 'You are still signed in. Try again.')
    return
  }
  forgetAll()
  forgetOpened()
  setWorkspace(null)
  try {
    await forgetDevice()
  } finally {
    // The session is over, whatever the browser says to the rest: nothing stays on the screen.
    location.assign(signInPath)
  }
}

const lossOf = (left: number) => ({
  title: left === 1 ? 'One note has not gone out yet' : `${left} notes have not gone out yet`,
  body: 'They are on this device alone and are lost if you sign out now.',
})

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
