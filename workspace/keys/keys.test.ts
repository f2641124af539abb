import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const dayMs = 86_400_000

describe('API keys', async () => {
  const w = await world({ proxied: true })
  const ask = async (secret: string, path: string, body?: object) => {
    const answer = await fetch(`${w.adminUrl}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const { code } = (await answer.json()) as { code?: string }
    return { status: answer.status, code }
  }
  /** Keys are made by people; this puts one there as the screen would, for whoever is named. */
  const keyOf = async (memberId: string, scopes: string[], expiresAt: Date | null = null) => {
    const { makeKey } = await import('./store.ts')
    return w.inside((db) => makeKey(db, { name: 'A program', memberId, scopes, expiresAt }, w.clock.now()))
  }

  it('do what their scopes say and nothing else, whatever their member may', async () => {
    const { secret } = await keyOf(w.owner.id, ['contacts.read'])
    expect((await ask(secret, '/contacts')).status).toBe(200)
    for (const path of ['/deals', '/members', '/keys', '/letters', '/notices'])
      expect({ path, ...(await ask(secret, path)) }).toMatchObject({ path, status: 403 })
    expect(await ask(secret, '/contacts', { name: 'Not by this key' })).toMatchObject({
      status: 403,
      code: 'not_permitted',
    })
  })

  it('never do more than their member may now', async () => {
    const rep = await w.member('sales_rep')
    const { secret } = await keyOf(rep.id, ['contacts.read', 'letters.read'])
    expect((await ask(secret, '/contacts')).status).toBe(200)
    expect((await ask(secret, '/letters')).status).toBe(403)
  })

  it('make no keys, and are shown without their secret', async () => {
    await expect(
      w.owner.client.keys.create({ name: 'By a key', scopes: ['contacts.read'] }),
    ).rejects.toMatchObject({ data: { reason: 'no_keys_by_keys' } })
    const { id, secret } = await keyOf(w.owner.id, ['contacts.read'])
    const { rows } = await w.owner.client.keys.list()
    expect(rows.find((row) => row.id === id)).toMatchObject({ prefix: secret.slice(0, 12), lastUsedAt: null })
    expect(JSON.stringify(rows)).not.toContain(secret)
    const kept = await w.sql('select * from api_key where id = $1', [id])
    expect(JSON.stringify(kept)).not.toContain(secret)
  })

  it('say when they were last used, and end when revoked or on their day', async () => {
    const tomorrow = new Date(w.clock.now().getTime() + dayMs)
    const [short, long] = [
      await keyOf(w.owner.id, ['contacts.read'], tomorrow),
      await keyOf(w.owner.id, ['contacts.read']),
    ]
    expect((await ask(short.secret, '/contacts')).status).toBe(200)
    const used = (await w.owner.client.keys.list()).rows.find(({ id }) => id === short.id)
    expect(used?.lastUsedAt).toEqual(w.clock.now())
    w.clock.advance(dayMs)
    expect(await ask(short.secret, '/contacts')).toMatchObject({ status: 401, code: 'key_ended' })
    expect((await ask(long.secret, '/contacts')).status).toBe(200)
    await w.owner.client.keys.revoke({ id: long.id })
    expect(await ask(long.secret, '/contacts')).toMatchObject({ status: 401, code: 'key_ended' })
  })

  it('die with their member’s suspension and come back with them', async () => {
    const rep = await w.member('sales_rep')
    const { secret } = await keyOf(rep.id, ['contacts.read'])
    await w.owner.client.members.suspend({ id: rep.id })
    expect(await ask(secret, '/contacts')).toMatchObject({ status: 401, code: 'key_ended' })
    await w.owner.client.members.reactivate({ id: rep.id })
    expect((await ask(secret, '/contacts')).status).toBe(200)
  })
})
