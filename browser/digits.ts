import type { Page } from 'playwright-core'

/** Every number on the screen that opens its rows: by what its link asks for and what stands beside it. */
export async function digitsOn(page: Page, address: string): Promise<Map<string, string>> {
  await page.goto(address)
  await page.locator('main a[href*="/insight/rows?"]').first().waitFor()
  // Parts of a screen come one by one.
  await page.locator('main').getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' })
  await page.getByText('Counting visits').waitFor({ state: 'detached' })
  const found = await page.locator('main a[href*="/insight/rows?"]').evaluateAll((links) =>
    links.map((link): [string, string] => {
      const asked = new URL((link as HTMLAnchorElement).href).searchParams
      const bar = link.closest('li')
      const row = link.closest('tr')
      const label =
        link.getAttribute('aria-label')?.replace(/: show the rows$/, '') ??
        (bar ? link : row?.querySelector('th > span, th'))?.textContent
      const only = ['reason', 'origin', 'channel'].map((name) => asked.get(name)).filter(Boolean)
      return [
        [asked.get('key'), label, ...only].join(' · '),
        ((bar ? bar.querySelector('.b-number') : link)?.textContent ?? '').trim(),
      ]
    }),
  )
  return new Map(found)
}

/** What both say, each with both texts where they are not the same. */
export function compared(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) {
  const common = [...one].filter(([name]) => other.has(name))
  return {
    common: common.length,
    differ: common.flatMap(([name, text]) =>
      other.get(name) === text ? [] : [[name, text, other.get(name)]],
    ),
  }
}

/** A list of terms with their values: “Leads” is “12 of 60”. */
export const termsOn = async (page: Page, heading: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    await page
      .getByRole('region', { name: heading })
      .locator('dl > div')
      .evaluateAll((rows) =>
        rows.map((row) => [row.querySelector('dt')!.textContent, row.querySelector('dd')!.textContent]),
      ),
  )
