import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, newPage, startApp, watch } from './app.ts'
import { axeFinds, person, signUp } from './person.ts'
import { linkIn, publishForm, readLetter, sendInquiry } from './stage.ts'

const width = 'document.documentElement.scrollWidth - innerWidth'

describe('a form on its page', () => {
  let app: Awaited<ReturnType<typeof startApp>>
  let browser: Awaited<ReturnType<typeof launchBrowser>>
  let member: Page
  let url: string
  const faults: string[] = []

  beforeAll(async () => {
    ;[app, browser] = await Promise.all([startApp(), launchBrowser()])
    member = await newPage(browser)
    await signUp(member, app.setupUrl)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
  })

  it('is built and published by a marketer', async () => {
    await member.goto(`${app.url}/marketing/forms`)
    await member.getByText('No forms yet').waitFor()
    expect(await axeFinds(member)).toEqual([])
    await member.getByRole('button', { name: 'New form' }).click()
    await member.getByLabel('Name').fill('Ask us')
    await member.getByRole('button', { name: 'Make it' }).click()
    await member.getByRole('heading', { level: 1, name: 'Ask us' }).waitFor()
    await member.getByRole('button', { name: 'Add a question' }).click()
    await member.getByRole('group', { name: 'Your question' }).getByLabel('Label').fill('How many seats?')
    await member.getByRole('button', { name: 'Move How many seats? up' }).click()
    expect(await axeFinds(member)).toEqual([])
    await member.getByRole('button', { name: 'Publish' }).click()
    await member.getByRole('button', { name: 'Copy the address' }).waitFor()
    url = (await member.getByRole('link', { name: 'Open', exact: true }).getAttribute('href')) ?? ''
    expect(await axeFinds(member)).toEqual([])
  })

  it('from a phone to the card of whoever takes it', async () => {
    const page = await newPage(browser, { viewport: { width: 390, height: 844 } })
    watch(page, faults)
    await page.goto(url)
    await page.getByRole('heading', { name: 'Ask us' }).waitFor()
    await page.getByLabel(/What is .* plus .*/).waitFor({ state: 'hidden' })
    expect(await axeFinds(page)).toEqual([])
    expect(await page.evaluate(width)).toBe(0)
    await page.getByLabel('How many seats?').fill('40')
    await sendInquiry(page, { name: 'With Script', email: 'with.script@firm.example' })
    await member.goto(`${app.url}/handovers`)
    await member.getByRole('link', { name: /With Script/ }).click()
    await member.getByText('Call me about the big one').first().waitFor()
    expect(faults).toEqual([])
  })

  it('asks whoever wants news once more by mail', async () => {
    const { url } = await publishForm(member, 'News', 'newsletter')
    const page = await newPage(browser, { viewport: { width: 390, height: 844 } })
    // A phone so slow that it still works out its proof when the form is sent.
    await page.addInitScript(() => {
      const derive = SubtleCrypto.prototype.deriveBits
      SubtleCrypto.prototype.deriveBits = async function (...given) {
        await new Promise((resolve) => setTimeout(resolve, 15))
        return derive.apply(this, given)
      }
    })
    await page.goto(url)
    await page.getByRole('textbox', { name: 'E-mail' }).fill('nora.neu@firm.example')
    await page.getByRole('checkbox').check()
    await page.waitForTimeout(2_100) // faster than this is no person
    await page.getByRole('button').click()
    await page.getByText('Please confirm by the link', { exact: false }).waitFor()
    await page.goto(linkIn(await readLetter(member, app.url, 'Please confirm'), 'confirm'))
    expect(await page.evaluate(width)).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Yes, send me news' }).click()
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  })

  it('is tried out by a colleague under their own address, and counts once they say that it was meant', async () => {
    const page = await newPage(browser)
    await page.goto(url)
    await page.getByLabel('How many seats?').fill('1')
    await sendInquiry(page, { name: 'Just Trying', email: person.email })
    await member.goto(`${app.url}/marketing/submissions`)
    await member.getByText('Test by a colleague').waitFor()
    expect(await axeFinds(member)).toEqual([])
    await member.getByRole('button', { name: 'It was meant' }).click()
    await member.getByRole('link', { name: 'Just Trying' }).waitFor()
    expect(await member.getByText('Test by a colleague').count()).toBe(0)
  })

  it('lists what was sent, and sorts out what is no lead', async () => {
    await member.goto(`${app.url}/marketing/submissions`)
    await member.getByRole('link', { name: 'With Script' }).waitFor()
    expect(await member.getByText('40', { exact: true }).count()).toBe(1)
    expect(await axeFinds(member)).toEqual([])
    await member.getByRole('combobox', { name: 'What it is' }).first().click()
    await member.getByRole('option', { name: 'Job application' }).click()
    await member.getByText('Sorted as: Job application.').waitFor()
    await member.setViewportSize({ width: 390, height: 844 })
    expect(await member.evaluate(width)).toBe(0)
    expect(await axeFinds(member)).toEqual([])
    expect(faults).toEqual([])
  })
})
