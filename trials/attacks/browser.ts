import type { World } from '#platform/testing'

const password = 'a sentence to remember'

/** Somebody who was invited and is signed in, as their browser is: requests with their cookie, and a live stream. */
export async function signedIn(w: World, email: string, role: 'owner' | 'sales_rep' = 'sales_rep') {
  const headers = { origin: w.house.config.adminUrl, 'content-type': 'application/json' }
  const post = (path: string, body: object) =>
    fetch(w.adminUrl + path, { method: 'POST', headers, body: JSON.stringify(body) })
  await w.owner.client.members.invite({ email, role })
  const token = /token=([\w-]+)/.exec((await w.letters()).at(-1)!.text_body)![1]!
  await post('/api/invitations/acceptance', { token, name: email, password })
  const answer = await post('/auth/sign-in/email', { email, password })
  const cookie = answer.headers
    .getSetCookie()
    .map((it) => it.split(';')[0])
    .join('; ')
  const { rows } = await w.owner.client.members.list({})
  return {
    cookie,
    memberId: rows.find((it) => it.email === email)!.id,
    post: (path: string, body: object = {}) =>
      fetch(w.adminUrl + path, {
        method: 'POST',
        headers: { ...headers, cookie, 'baton-workspace': String(w.workspaceId) },
        body: JSON.stringify(body),
      }),
    stream: () => listenTo(`${w.adminUrl}/stream?workspace=${w.workspaceId}`, { cookie }),
  }
}

/** What a live stream says, line by line, and whether it was ended from the other side. */
export async function listenTo(url: string, headers: Record<string, string>) {
  const stop = new AbortController()
  const answer = await fetch(url, { headers, signal: stop.signal })
  const heard: string[] = []
  const state = { heard, ended: false, status: answer.status, stop: () => stop.abort() }
  void (async () => {
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream()))
      heard.push(...chunk.split('\n').filter((line) => line.startsWith('data: ')))
    state.ended = true
  })().catch(() => undefined) // stopped by the test
  return state
}
