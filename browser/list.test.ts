import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { axeFinds } from './person.ts'
import { type App, stage } from './stage.ts'

/** What goes on in the background waits for its turn. */
const farMs = 120_000

describe('a list', () => {
  const { faults, open } = stage()
  let app: App
  let page: Page
  const api = (method: 'post' | 'patch' | 'put', path: string, data: object) =>
    page.request[method](`${app.url}/api${path}`, { data, headers: { 'baton-workspace': '1' } })
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    ;({ app, page } = await open({ acceptDownloads: true }))
    for (const [name, city] of [
      ['Anna Arm', 'Köln'],
      ['Bernd Bein', 'Bonn'],
      ['Cem Kopf', 'Bonn'],
    ] as const) {
      const made = await api('post', '/contacts', { name, city })
      expect(made.status()).toBe(200)
      ids[name] = ((await made.json()) as { id: string }).id
    }
  })

  it('is filtered, and the filter is kept as a view', async () => {
    await page.goto(`${app.url}/people`)
    await row('Anna Arm').waitFor()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Town' }).click()
    await page.getByRole('textbox', { name: 'Town' }).fill('bonn')
    await row('Anna Arm').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save as view' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('In Bonn')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'In Bonn', exact: true, pressed: true }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Everybody' }).click()
    await row('Anna Arm').waitFor()
    await page.getByRole('button', { name: 'In Bonn', exact: true }).click()
    await row('Anna Arm').waitFor({ state: 'detached' })
    await page.reload()
    await row('Bernd Bein').waitFor()
    expect(await row('Anna Arm').count()).toBe(0)
    // It is found as it was left, however soon.
    const nav = page.getByRole('navigation', { name: 'Main' })
    for (const view of ['Everybody', 'In Bonn']) {
      const pick = await page.getByRole('button', { name: view, exact: true }).elementHandle()
      const leave = await nav.getByRole('link', { name: 'Companies' }).elementHandle()
      await page.evaluate(
        (both) => {
          for (const one of both) (one as HTMLElement).click()
        },
        [pick!, leave!],
      )
      await page.getByRole('heading', { name: 'Companies' }).waitFor()
      await nav.getByRole('link', { name: 'People' }).first().click()
      await page.getByRole('button', { name: view, exact: true, pressed: true }).waitFor()
    }
    // Who picks a view before the views are there isn't led back to where they were last.
    await page.addInitScript(() => {
      const { fetch } = window
      window.fetch = async (asked, ...how) => {
        const url = asked instanceof Request ? asked.url : String(asked)
        if (sessionStorage.getItem('held') && url.includes('/views/list'))
          await new Promise<void>((go) => window.addEventListener('go', () => go(), { once: true }))
        return fetch(asked, ...how)
      }
    })
    await page.evaluate(() => sessionStorage.setItem('held', 'yes'))
    await page.goto(`${app.url}/people`)
    await page.getByRole('button', { name: 'Everybody', exact: true }).click()
    expect(await page.getByRole('button', { name: 'In Bonn', exact: true }).count()).toBe(0)
    await page.evaluate(() => {
      sessionStorage.removeItem('held')
      window.dispatchEvent(new Event('go'))
    })
    await page.getByRole('button', { name: 'In Bonn', exact: true, pressed: false }).waitFor()
    await row('Anna Arm').waitFor()
  })

  it('is asked for pages that people read, by how an address begins, and for when somebody did something', async () => {
    await api('put', '/website', { on: true, sites: ['firm.example'] })
    await page.goto(`${app.url}/people`)
    await page.getByRole('button', { name: 'Everybody', exact: true }).click()
    await row('Anna Arm').waitFor()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Visited page' }).click()
    const address = page.getByRole('combobox', { name: 'Visited page', exact: true })
    await address.fill('fir')
    await page.getByRole('option', { name: 'firm.example/' }).click()
    expect(await address.inputValue()).toBe('firm.example/')
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('Escape')
    await row('Anna Arm').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Remove the filter on Visited page' }).click()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Last: Form submitted' }).click()
    await page.getByRole('combobox', { name: 'How Last: Form submitted is compared' }).click()
    await page.getByRole('option', { name: 'is empty' }).click()
    await row('Anna Arm').waitFor()
    await page.getByRole('button', { name: 'Clear' }).click()
  })

  it('shows a filter on a field that is gone, and lets it be taken out alone; gone as an order, the usual one holds', async () => {
    const made = await api('post', '/fields', { record: 'contact', label: 'Passing', type: 'text' })
    const { id, key } = (await made.json()) as { id: string; key: string }
    const items = [
      { field: `custom.${key}`, operator: 'is', value: 'x' },
      { field: 'city', operator: 'is', value: 'bonn' },
    ]
    const definition = {
      filter: { match: 'all', items },
      sort: { column: `custom.${key}`, direction: 'desc' },
    }
    const view = await api('post', '/views', { record: 'contact', name: 'Worn out', definition })
    expect(view.status()).toBe(200)
    const archived = await page.request.delete(`${app.url}/api/fields/${id}`, {
      headers: { 'baton-workspace': '1' },
    })
    expect(archived.status()).toBe(200)
    await page.reload()
    await page.getByRole('button', { name: 'Worn out', exact: true }).click()
    await page.getByText('a field that is gone', { exact: true }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Remove the filter on a field that is gone' }).click()
    await row('Bernd Bein').waitFor()
    await row('Anna Arm').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Town is bonn/ }).waitFor()
    await page.getByRole('button', { name: 'Everybody', exact: true }).click()
    await row('Anna Arm').waitFor()
  })

  it('is edited in place, and says so when somebody was faster', async () => {
    await page.route(
      '**/rpc/contacts/update',
      async (route) => {
        await api('patch', `/contacts/${ids['Bernd Bein']}`, { jobTitle: 'Buyer', city: 'Bonn am Rhein' })
        await route.continue()
      },
      { times: 1 },
    )
    await row('Bernd Bein')
      .getByRole('button', { name: /^Edit Town/ })
      .click()
    await page.getByRole('textbox', { name: 'Town', exact: true }).fill('Trier')
    await page.keyboard.press('Enter')
    await page.getByText('changed it to “Bonn am Rhein” meanwhile').waitFor()
    await row('Bernd Bein').getByText('Bonn am Rhein').waitFor()
    await row('Cem Kopf')
      .getByRole('button', { name: /^Edit Town/ })
      .click()
    await page.getByRole('textbox', { name: 'Town', exact: true }).fill('Bonn-Süd')
    await page.keyboard.press('Enter')
    await row('Cem Kopf').getByText('Bonn-Süd').waitFor()
  })

  it('saves what was being typed when another page takes its place', async () => {
    await page.goto(`${app.url}/people`)
    await page.getByRole('button', { name: 'In Bonn', exact: true }).click()
    await page.getByRole('button', { name: 'In Bonn', exact: true, pressed: true }).waitFor()
    await row('Cem Kopf').getByText('Cem Kopf').click()
    await page.getByRole('heading', { name: 'Cem Kopf' }).waitFor()
    await page.getByRole('button', { name: 'Edit Job title' }).click()
    await page.getByLabel('Job title', { exact: true }).fill('Fitter')
    await page.goBack()
    await page.getByText('Cem Kopf was changed.').waitFor()
    await page.goForward()
    await page.getByRole('button', { name: 'Edit Job title: Fitter' }).waitFor()
    await page.goBack()
  })

  it('changes many at once, with a way back', async () => {
    await page.getByRole('checkbox', { name: 'Select all that are loaded' }).check()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByRole('combobox', { name: 'What' }).fill('Country')
    await page.getByRole('option', { name: 'Country', exact: true }).click()
    await page.getByRole('textbox', { name: 'To' }).fill('Germany')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Change 2 people' }).click()
    const told = page.getByRole('alert').filter({ hasText: '2 people were changed.' })
    await told.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back.').waitFor()
  })

  it('is exported as it is looked at', async () => {
    await page.getByRole('button', { name: 'Export' }).click()
    const file = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'As CSV' }).click()
    const text = await readFile(await (await file).path(), 'utf8')
    expect(text).toContain('Cem Kopf')
    expect(text).not.toContain('Anna Arm')
  })

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByText('Cem Kopf', { exact: true }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    expect(await axeFinds(page)).toEqual([])
  })

  it('changes very many in the background, whatever becomes of the page, and takes them back; the change log says so', async () => {
    for (const size of [100, 1000, 1000]) {
      const made = await api('post', '/contacts/batch', {
        records: Array.from({ length: size }, (_, n) => ({ name: `Vera Viel ${n}`, city: 'Köln' })),
      })
      expect(made.status()).toBe(200)
    }
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.getByRole('button', { name: 'Everybody' }).click()
    await row('Vera Viel 999').waitFor()
    await page.getByRole('checkbox', { name: 'Select all that are loaded' }).check()
    await page.getByRole('button', { name: 'Select all that match' }).click()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByRole('combobox', { name: 'What' }).fill('Town')
    await page.getByRole('option', { name: 'Town', exact: true }).click()
    await page.getByRole('textbox', { name: 'To' }).fill('Trier')
    await page.getByRole('button', { name: 'Change 2,103 people' }).click()
    await page.getByText('Contacts edited').first().waitFor()
    await page.reload()
    const told = page.getByRole('note').filter({ hasText: 'Contacts edited: Town set to Trier. 2,103 done.' })
    await told.waitFor({ timeout: farMs })
    expect(await axeFinds(page)).toEqual([])
    await row('Vera Viel 999').getByText('Trier').waitFor()
    const asked = page.waitForResponse(/audit\/undo$/)
    await told.getByRole('button', { name: 'Undo' }).click()
    expect((await asked).status()).toBe(200)
    await page.goto(`${app.url}/settings/changes`)
    const back = page.getByRole('note').filter({ hasText: 'Contacts edited: Town set to Trier. Taken back.' })
    await back.getByRole('button', { name: 'Put aside' }).click({ timeout: farMs })
    await back.waitFor({ state: 'detached' })
    await page.getByRole('listitem').filter({ hasText: '2,103' }).getByText('Taken back').first().waitFor()
    expect(faults).toEqual([])
  })
})
