/// <reference lib="webworker" />
/** The part of Baton that a browser runs while no page is open: it shows notices, and starts the app without a network. */
export {}

declare const self: ServiceWorkerGlobalScope

const shell = 'shell-2'
type Word = { title: string; body: string; link: string; tag: string }

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()))
self.addEventListener('activate', (event) => event.waitUntil(begin()))

async function begin(): Promise<void> {
  for (const name of await caches.keys()) if (name !== shell) await caches.delete(name)
  await self.clients.claim()
}

self.addEventListener('push', (event) => {
  if (!event.data) return
  const word = event.data.json() as Word
  const { title, body, tag, link } = word
  event.waitUntil(
    self.registration.showNotification(title, { body, tag, icon: '/baton.svg', data: { link } }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  // Only a path of our own is ever opened, whatever came in.
  const url = new URL(String(event.notification.data?.link ?? '/'), self.location.origin)
  event.waitUntil(open(url.origin === self.location.origin ? url.href : self.location.origin))
})

async function open(href: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const there = pages.find(({ url }) => url === href)
  if (there) {
    await there.focus()
    return
  }
  // A page that was opened before this part ran can't be sent anywhere by it.
  const sent = await pages[0]?.navigate(href).catch(() => null)
  if (sent) await sent.focus()
  else await self.clients.openWindow(href)
}

/** Pages come from the network; without one, the app as it was last seen. What the server knows is never kept here. */
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && !/^\/(api|auth|rpc|stream)\b/.test(pathname))
    event.respondWith(fresh(request, '/'))
  else if (/^\/(assets\/|baton\.svg$|scheme\.js$)/.test(pathname)) event.respondWith(kept(request))
})

async function fresh(request: Request, as: string): Promise<Response> {
  const cache = await caches.open(shell)
  try {
    const answer = await fetch(request)
    if (answer.ok && answer.headers.get('content-type')?.startsWith('text/html')) {
      const page = await answer.clone().text()
      const before = await (await cache.match(as))?.text()
      // A new build: its parts have other names, and the old ones are of no use.
      if (before !== undefined && before !== page)
        for (const old of await cache.keys()) await cache.delete(old)
      await cache.put(as, new Response(page, { headers: answer.headers }))
    }
    return answer
  } catch (error) {
    const known = await cache.match(as)
    if (known) return known
    throw error
  }
}

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(shell)
  const known = await cache.match(request)
  if (known) return known
  const answer = await fetch(request)
  // In the place of a part that is gone some servers answer with a page.
  const isPage = answer.headers.get('content-type')?.startsWith('text/html')
  if (answer.ok && !isPage) await cache.put(request, answer.clone())
  return answer
}
