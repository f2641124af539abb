import { describe, expect, it } from 'vitest'
import { serious } from './person.ts'
import { asker, stage } from './stage.ts'

describe('without a network', () => {
  const { faults, open } = stage()

  it('what is written stays on the phone, and goes out later with both times', async () => {
    const { app, page } = await open({ viewport: { width: 390, height: 844 } })
    const ask = asker(page)
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
    expect(await serious(page)).toEqual([])
    await page.keyboard.press('Escape')

    await page.context().setOffline(false)
    await page.getByText('things that you wrote have gone out').waitFor()
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
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.getByText('What you wrote has gone out.').waitFor()
    const after = await ask<{ rows: { kind: string }[] }>('GET', `/timeline?contactId=${id}`)
    expect(after.rows.filter(({ kind }) => kind === 'note')).toHaveLength(2)
    expect(faults).toEqual([])
  })
})
