import { client } from '#ui/client'

/** What stands in the way of notices on this device, in words; null: nothing. */
export function hindrance(): string | null {
  if (!window.isSecureContext)
    return 'Your browser allows this only on an address that begins with https://, or on localhost.'
  if (!('serviceWorker' in navigator) || !('PushManager' in window))
    return 'This browser can’t do it. On an iPhone or iPad, add Baton to the home screen first and open it from there.'
  if (Notification.permission === 'denied')
    return 'This browser blocks notices of Baton. Allow them in its settings for this site, then try again.'
  return null
}

async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker?.getRegistration()
  return (await registration?.pushManager?.getSubscription()) ?? null
}

/** SHA-256 of this device's address, by which the server's list names it; null: it has none. */
export async function ownHash(): Promise<string | null> {
  const subscription = await current()
  if (!subscription) return null
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Asks the browser, and tells the server where to send to. Throws a sentence to show. */
export async function subscribe(publicKey: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted')
    throw new Error('You did not allow notices of Baton on this device.')
  const registration = await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey: publicKey }
  const subscription = await registration.pushManager.subscribe(options)
  const { endpoint, keys } = subscription.toJSON()
  try {
    await client.push.add({
      endpoint: endpoint!,
      p256dh: keys!.p256dh!,
      auth: keys!.auth!,
      name: deviceName(navigator.userAgent),
    })
  } catch (error) {
    await subscription.unsubscribe()
    throw error
  }
}

export const unsubscribe = async (): Promise<void> => void (await (await current())?.unsubscribe())

/** "Chrome on Android", good enough to tell one's own devices apart. */
export function deviceName(agent: string): string {
  const of = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(agent))?.[1]
  const browser = of([
    [/Edg\//, 'Edge'],
    [/Firefox\/|FxiOS/, 'Firefox'],
    [/Chrome\/|CriOS/, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  const system = of([
    [/Android/, 'Android'],
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Mac OS X/, 'Mac'],
    [/Windows/, 'Windows'],
    [/Linux/, 'Linux'],
  ])
  return `${browser ?? 'A browser'}${system ? ` on ${system}` : ''}`
}
