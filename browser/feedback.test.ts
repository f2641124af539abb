import { describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { stage } from './stage.ts'

const width = 'document.documentElement.scrollWidth - innerWidth'

describe('feedback of sales to marketing', () => {
  const { faults, open } = stage()

  it('content is asked for and answered by keyboard; what came back and what waits stand on their pages', async () => {
    const { app, page } = await open()
    await page.goto(`${app.url}/handovers/content`)
    await page.getByRole('button', { name: 'Ask for the first' }).click()
    await page.getByLabel('What was missing?').fill('A case study of a waterworks')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Ask', exact: true }).click()
    await page.getByText('Waits for marketing').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('heading', { name: 'Content requests' }).click()
    await page.keyboard.press('r')
    await page.getByText('It exists already').click()
    await page.getByLabel('Where is it?').fill('https://firm.example/waterworks')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Answer', exact: true }).click()
    await page.getByText('Nobody waits for content').waitFor()
    await page.goto(`${app.url}/handovers/content?box=answered`)
    await page.getByRole('link', { name: 'https://firm.example/waterworks' }).waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    for (const [path, text] of [
      ['/handovers/content?box=answered', 'A case study of a waterworks'],
      ['/handovers/sent-back', 'Nothing waits for an answer'],
      ['/insight/came-back', 'Nothing came back'],
      ['/handovers/agenda', 'Nothing to talk about'],
    ] as const) {
      await page.goto(`${app.url}${path}`)
      await page.getByText(text).first().waitFor()
      expect([path, await page.evaluate(width)]).toEqual([path, 0])
      expect(await axeFinds(page)).toEqual([])
    }
    expect(faults).toEqual([])
  })
})
