import { expect } from 'vitest'
import type { Client } from '#platform/testing'

export type Period = Parameters<Client['numbers']['figures']>[0]
export type Told = Awaited<ReturnType<Client['numbers']['figures']>>
export type Behind = Told['figures'][number]['behind'][number]

/** All rows of a set, page by page. */
export async function opened(client: Client, asked: Period, { key, view, channel, ...only }: Behind) {
  const rows: { id: string; valueMinor: number | null }[] = []
  let cursor: string | undefined
  let n = 0
  do {
    const page = await client.numbers.rows({
      ...{ ...asked, ...only, key, view, limit: 200 },
      ...(channel && { channel }),
      ...(cursor && { cursor }),
    })
    rows.push(...page.rows)
    n = page.n
    cursor = page.next ?? undefined
  } while (cursor)
  expect([key, new Set(rows.map(({ id }) => id)).size]).toEqual([key, n])
  return { n, valueMinor: rows.reduce((sum, row) => sum + (row.valueMinor ?? 0), 0) }
}

/** Every figure says as many as the rows that it opens, and as much as they are worth. */
export async function figuresOpen(client: Client, asked: Period) {
  const told = await client.numbers.figures(asked)
  expect(told.identities.filter(({ holds }) => !holds)).toEqual([])
  const seen = new Map<string, ReturnType<typeof opened>>()
  const rowsOf = (behind: Behind) => {
    const name = JSON.stringify(behind)
    const rows = seen.get(name) ?? opened(client, asked, behind)
    seen.set(name, rows)
    return rows
  }
  for (const figure of told.figures) {
    const [first, second] = figure.behind
    if (!first) continue
    const rows = await rowsOf(first)
    const said =
      figure.kind === 'share'
        ? [figure.key, figure.share!.hits, figure.share!.cases]
        : figure.kind === 'money' && !figure.key.startsWith('cost.')
          ? [figure.key, figure.n, figure.value ?? 0]
          : [figure.key, figure.n]
    const counted =
      figure.kind === 'share'
        ? [figure.key, rows.n, (await rowsOf(second!)).n]
        : figure.kind === 'money' && !figure.key.startsWith('cost.')
          ? [figure.key, rows.n, rows.valueMinor]
          : [figure.key, rows.n]
    expect(counted).toEqual(said)
    if (figure.key.startsWith('retention.') && figure.kind === 'ratio' && figure.value !== null)
      expect([figure.key, figure.value]).toEqual([
        figure.key,
        (await rowsOf(second!)).valueMinor / rows.valueMinor,
      ])
  }
  return told
}

/** What campaigns are given are the cents of the deals that it opens, and it says of won, influenced and spent what the figures say. */
export async function attributedOpens(client: Client, asked: Parameters<Client['attribution']['get']>[0]) {
  const told = await client.attribution.get(asked)
  expect(told.identities.filter(({ holds }) => !holds)).toEqual([])
  const figuresOf = async (campaignId?: string) => {
    const { figures } = await client.numbers.figures({ ...asked, ...(campaignId && { campaignId }) })
    return (key: string) => figures.find((it) => it.key === key)!
  }
  const dealsOf = async (campaign: string) => {
    const rows: Awaited<ReturnType<Client['attribution']['deals']>>['rows'] = []
    let cursor: string | undefined
    do {
      const page = await client.attribution.deals({
        ...{ ...asked, campaign, limit: 3 },
        ...(cursor && { cursor }),
      })
      rows.push(...page.rows)
      expect(page.n).toBeGreaterThanOrEqual(rows.length)
      cursor = page.next ?? undefined
    } while (cursor)
    return rows
  }
  const whole = await figuresOf()
  const { total, none, unallocated } = told
  expect([total.deals, total.wonMinor]).toEqual([whole('deal.won').value, whole('deal.won.value').value])
  expect([total.spendMinor, total.ownTimeMinor, unallocated.spendMinor]).toEqual(
    ['spend.all', 'spend.own_time', 'spend.unallocated'].map((key) => whole(key).value),
  )
  for (const row of told.rows) {
    const deals = await dealsOf(row.campaignId)
    const figure = await figuresOf(row.campaignId)
    expect([row.name, row.deals]).toEqual([row.name, deals.length])
    for (const [model, minor] of Object.entries(row.attributed))
      expect([row.name, model, minor]).toEqual([
        ...[row.name, model],
        deals.reduce((sum, { attributed }) => sum + (attributed?.[model as 'linear'] ?? 0), 0),
      ])
    expect([row.low, row.high]).toEqual([
      Math.min(...Object.values(row.attributed)),
      Math.max(...Object.values(row.attributed)),
    ])
    expect(row.high).toBeLessThanOrEqual(figure('deal.influenced.value').value!)
    expect([row.deals, row.spendMinor]).toEqual([
      figure('deal.influenced.value').n,
      figure('spend.all').value,
    ])
    const {
      asOf: _,
      currency: __,
      ...one
    } = await client.attribution.one({
      ...asked,
      campaignId: row.campaignId,
    })
    expect(row).toMatchObject(one)
  }
  const loose = await dealsOf('none')
  expect(none).toMatchObject({
    deals: loose.length,
    valueMinor: loose.reduce((sum, { valueMinor }) => sum + (valueMinor ?? 0), 0),
  })
  return told
}
