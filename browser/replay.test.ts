import { describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { asker, stage } from './stage.ts'

const content = (enter: number) => ({
  rules: [
    {
      ...{ id: 'trial', axis: 'interest', points: 20, lifeH: null, last: 4 },
      matcher: { kind: 'trial_started', where: [] },
    },
  ],
  ...{ fitMax: 30, interestMax: 100, enter, leave: 10, required: [], exclude: [], recencyDays: null },
})

describe('a draft of “strong enough”, replayed', () => {
  const { faults, open } = stage()

  it('is walked over what people did, compared, approved for Monday and called off again', async () => {
    const { app, page } = await open()
    const ask = asker(page)
    await page.goto(`${app.url}/handovers/replay`)
    await page.getByText('Nothing to replay yet').waitFor()
    expect(await axeFinds(page)).toEqual([])

    const [line] = await ask<{ productLineId: string }[]>('GET', '/definitions')
    const draft = (enter: number) =>
      ask<{ id: string }>('PUT', `/product-lines/${line!.productLineId}/definition-draft`, {
        lanes: 'both',
        content: content(enter),
      })
    const { id } = await draft(40)
    await ask('POST', `/definitions/${id}/enforcement`, {})
    await page.goto(`${app.url}/handovers/strong-enough`)
    await page.getByText('version 2, ready from 40 points', { exact: false }).waitFor()
    await page.getByText('who is strong enough and does something that counts', { exact: false }).waitFor()
    const { id: contact } = await ask<{ id: string }>('POST', '/contacts', { name: 'Greta Grenzfall' })
    await ask('POST', '/events', {
      events: [
        { kind: 'trial_started', contact: { id: contact }, human: true, data: {}, occurredAt: new Date() },
      ],
    })
    await page.goto(`${app.url}/people/${contact}`)
    await page.getByText('Fit 0, interest 20').waitFor()
    await draft(20)

    await page.goto(`${app.url}/handovers/strong-enough`)
    await page.getByRole('link', { name: 'Replay the draft over the past' }).click()
    await page.getByRole('button', { name: 'Replay draft version 3' }).click()
    const ready = page.getByRole('row', { name: /^Ready/ })
    await ready.waitFor()
    expect((await ready.getByRole('cell').allTextContents()).map((text) => text.trim())).toEqual(['0', '1+1'])
    for (const name of [/^Joined/, /^Signalled/])
      expect(await page.getByRole('row', { name }).getByRole('cell').allTextContents()).toEqual(['0', '0'])
    await page.getByRole('link', { name: 'Greta Grenzfall' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })

    const named = new URL(page.url()).searchParams.get('id')!
    const later = page.getByRole('switch', { name: 'Count what was found out later' })
    await later.check()
    await page.reload()
    expect(await later.isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Replay draft version 3' }).click()
    const judgedToday = page.getByText(', judged as of today')
    await judgedToday.waitFor()
    expect(new URL(page.url()).searchParams.get('id')).not.toBe(named)
    await page.getByRole('link', { name: 'Greta Grenzfall' }).click()
    await page.getByRole('heading', { name: 'Greta Grenzfall' }).waitFor()
    await page.goBack()
    await judgedToday.waitFor()
    await page.goto(`${app.url}/handovers/replay?id=${named}`)
    await ready.waitFor()
    expect(await judgedToday.count()).toBe(0)
    await page.goto(`${app.url}/handovers/replay?id=${id}`)
    await page.getByText('This replay can’t be shown').waitFor()
    await page.getByRole('button', { name: 'Show the newest one' }).click()
    await judgedToday.waitFor()
    await page.goto(`${app.url}/handovers/replay`)
    await page.waitForURL((url) => url.searchParams.has('id'))
    await judgedToday.waitFor()

    await page.getByRole('button', { name: 'Approve: start on Monday' }).click()
    await page.getByRole('button', { name: 'Start on Monday', exact: true }).click()
    await page
      .getByText(/^Version 3 starts on Monday/)
      .first()
      .waitFor()
    await page.goto(`${app.url}/handovers/strong-enough`)
    await page.getByRole('button', { name: 'Call it off' }).click()
    await page.getByText('It is a draft again.').waitFor()
    expect(faults).toEqual([])
  })
})
