import type { World } from '#platform/testing'

/** Requests as an attacker writes them, past our own client, with the owner's key; and how many people there are. */
export function asking(w: World) {
  return {
    ask: (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      fetch(`${w.adminUrl}/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${w.owner.secret}`,
          'baton-workspace': String(w.workspaceId),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    people: async () => {
      const counted = 'select count(*)::int as n from contact where workspace_id = $1'
      return (await w.sql<{ n: number }>(counted, [w.workspaceId]))[0]!.n
    },
  }
}
