import { describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { asker, stage } from './stage.ts'

describe('without a network', () => {
  const { faults, open } = stage()

  it('what is written stays on the phone, and goes out later with both times', async () => {
    const { app, page } = await open({ viewport: { width: 390, height: 844 } })
    const ask = asker(page)
    // That it went out is said for some seconds alone, which a slow machine may need for the click.
    const goneOut = () =>
      expect.poll(() => page.evaluate(`localStorage['baton-outbox']`), { timeout: 45_000 }).toBe('[]')
    const { id } = await ask<{ id: string }>('POST', '/contacts', { name: 'Björk Ðórsdóttir' })
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await page.goto(`${app.url}/capture`)
    await page.getByRole('textbox', { name: 'Name' }).waitFor()
    await page.goto(`${app.url}/people/${id}`)
    await page.getByRole('textbox', { name: 'Note' }).fill('Spoke at the lift, wants 200 m')

    // Who writes is known.
    await page.getByRole('button', { name: /, menu$/ }).waitFor()
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByText('1 on this device goes out when the network is back').waitFor()
    await page.goto(`${app.url}/capture`)
    await page.getByRole('textbox', { name: 'Name' }).fill('Zoë Ohnenetz')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('2 on this device go out when the network is back').waitFor()
    await page.getByRole('button', { name: 'Show' }).click()
    await page.getByRole('dialog').getByText('Spoke at the lift, wants 200 m').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.context().setOffline(false)
    await goneOut()
    const { rows } = await ask<{ rows: { kind: string; at: string; recordedAt?: string }[] }>(
      'GET',
      `/timeline?contactId=${id}`,
    )
    const [note, ...others] = rows.filter(({ kind }) => kind === 'note')
    expect(others).toEqual([])
    expect(Date.parse(note!.recordedAt!)).toBeGreaterThan(Date.parse(note!.at))
    const found = await ask<{ rows: unknown[] }>('GET', `/contacts?q=${encodeURIComponent('Zoë Ohnenetz')}`)
    expect(found.rows).toHaveLength(1)

    // It arrives, and the answer is lost: it goes out once.
    await page.goto(`${app.url}/people/${id}`)
    await page.getByRole('textbox', { name: 'Note' }).fill('Wants it in blue')
    await page.getByRole('button', { name: /, menu$/ }).waitFor()
    await page.route(
      '**/rpc/timeline/addNote',
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    const again = page.waitForResponse(/timeline\/addNote/)
    await page.getByRole('button', { name: 'Add note' }).click()
    expect((await again).status()).toBe(409) // it is there by this key already
    await goneOut()
    const after = await ask<{ rows: { kind: string }[] }>('GET', `/timeline?contactId=${id}`)
    expect(after.rows.filter(({ kind }) => kind === 'note')).toHaveLength(2)
    expect(faults).toEqual([])

    // Signing out leaves nothing of it here, whoever wrote it, and leaves the page whatever the browser says.
    const foreign = { id: 'x'.repeat(36), workspace: '999', memberId: 'another', call: 'timeline.addNote' }
    const kept = JSON.stringify([{ ...foreign, input: {}, label: 'A secret', at: new Date().toISOString() }])
    await page.evaluate(`localStorage.setItem('baton-outbox', ${JSON.stringify(kept)})`)
    await page.evaluate(`navigator.serviceWorker.getRegistration = () => Promise.reject(new Error('none'))`)
    await page.getByRole('button', { name: /, menu$/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByText('One note has not gone out yet').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in')
    await page.getByLabel('E-mail').waitFor()
    expect(await page.evaluate(`localStorage['baton-outbox']`)).toBe('[]')
  })
})
