import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('members', async () => {
  const w = await world({ proxied: true })
  const { members } = w.owner.client
  const link = async () => /token=([\w-]+)/.exec((await w.letters()).at(-1)!.text_body)![1]!
  const seen = async (token: string) =>
    (await fetch(`${w.adminUrl}/api/invitations/by-token?token=${token}`)).status
  const accept = async (token: string) =>
    (
      await fetch(`${w.adminUrl}/api/invitations/acceptance`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token, name: 'Anna Adler', password: 'a sentence to remember' }),
      })
    ).status

  it('are one at first, who wears both hats; the second ends that', async () => {
    expect(await members.workspace()).toMatchObject({ solo: true, members: 1 })
    await members.invite({ email: 'anna@firm.example', role: 'sales_rep' })
    expect(await members.workspace()).toMatchObject({ solo: true })
    expect(await accept(await link())).toBe(200)
    expect(await members.workspace()).toMatchObject({ solo: false, members: 2 })
    // Nobody deletes them again by taking back that they came.
    for (const { client } of [w.owner, await w.member('sales_manager')]) {
      const accepted = (await client.audit.list({})).rows.find(({ kind }) => kind === 'members.accept')!
      expect(accepted.undoable).toBe(false)
      await expect(client.audit.undo({ id: accepted.id })).rejects.toMatchObject({
        data: { reason: 'member_stays' },
      })
    }
  })

  it('are invited by a link: a new letter ends the old link, withdrawing ends both', async () => {
    const { id } = await members.invite({ email: 'ben@firm.example', role: 'marketer' })
    const first = await link()
    await expect(members.invite({ email: 'BEN@firm.example', role: 'viewer' })).rejects.toMatchObject({
      data: { reason: 'already_invited' },
    })
    w.clock.advance(1000)
    await members.resend({ id })
    const second = await link()
    expect([await seen(first), await seen(second)]).toEqual([404, 200])
    await members.revoke({ id })
    expect([await seen(second), await accept(second)]).toEqual([404, 404])
    await expect(members.resend({ id })).rejects.toMatchObject({ status: 404 })
  })

  it('work where a browser says: by whatever name it has for the zone, never by an offset', async () => {
    for (const zone of ['Asia/Kolkata', 'Europe/Kyiv', 'UTC']) {
      await members.updateWorkspace({ zone })
      expect(await members.workspace()).toMatchObject({ zone })
    }
    for (const zone of ['+05:30', 'Mars/Base', ''])
      await expect(members.updateWorkspace({ zone })).rejects.toMatchObject({ status: 400 })
  })

  it('change role, are suspended and come back; the last owner stays', async () => {
    const rep = await w.member('sales_rep')
    await expect(rep.client.members.update({ id: rep.id, role: 'owner' })).rejects.toMatchObject({
      status: 403,
    })
    await members.update({ id: rep.id, role: 'sales_manager' })
    expect((await members.list()).rows.find(({ id }) => id === rep.id)?.role).toBe('sales_manager')
    await members.suspend({ id: rep.id })
    await expect(rep.client.members.workspace()).rejects.toMatchObject({ status: 401 })
    await members.reactivate({ id: rep.id })
    expect((await rep.client.members.workspace()).member.status).toBe('active')
    for (const act of [
      () => members.suspend({ id: w.owner.id }),
      () => members.update({ id: w.owner.id, role: 'viewer' }),
    ])
      await expect(act()).rejects.toMatchObject({ data: { reason: 'last_owner' } })
  })

  it('have the last owner and the firm also after something is taken back, by those alone who may do it', async () => {
    const { audit } = w.owner.client
    await members.updateWorkspace({ name: 'Another name' }) // from here on the firm's row itself would stay
    const founding = (await audit.list({ limit: 200 })).rows.at(-1)!
    expect(founding).toMatchObject({ label: 'Firm founded', undoable: false })
    await expect(audit.undo({ id: founding.id })).rejects.toMatchObject({ data: { reason: 'firm_stays' } })
    const second = await w.member('owner')
    await members.update({ id: second.id, role: 'sales_rep' })
    const { operationId } = await members.update({ id: second.id, role: 'owner' })
    const raised = operationId!
    expect((await audit.list({})).rows[0]).toMatchObject({ id: raised, undoable: true })
    await second.client.members.update({ id: w.owner.id, role: 'sales_manager' })
    // Who is no owner any more takes nothing back that only owners may do, though they did it themselves.
    await expect(audit.undo({ id: raised })).rejects.toMatchObject({ data: { reason: 'not_permitted' } })
    await expect(second.client.audit.undo({ id: raised })).rejects.toMatchObject({
      data: { reason: 'last_owner' },
    })
    await second.client.members.update({ id: w.owner.id, role: 'owner' })
    const { operationId: undone } = await audit.undo({ id: raised })
    await members.update({ id: w.owner.id, name: 'Still the owner' })
    expect((await audit.list({})).rows.find(({ id }) => id === undone)?.undoable).toBe(true)
  })
})
