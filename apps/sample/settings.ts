import type { FormDefinition } from '#marketing/forms'
import type { Span } from './acts.ts'
import { campaigns } from './campaigns.ts'
import type { Troupe } from './founding.ts'
import { website } from './visits.ts'

const lineNames = ['Sensors', 'Monitoring', 'Service'] as const
const products = [
  ['Vibration sensor V2', 0, 34_900],
  ['Heat sensor H1', 0, 18_900],
  ['Gateway G5', 0, 129_000],
  ['Monitoring, small', 1, 49_000],
  ['Monitoring, plant', 1, 189_000],
  ['Monitoring, group', 1, 640_000],
  ['Inspection', 2, 98_000],
  ['Care contract', 2, 42_000],
] as const
const competitors = ['Vibrolog', 'Senstec', 'Motor Watch'] as const
export const rivals = competitors

export type Made = {
  lines: [string, string, string]
  products: { id: string; line: number; priceMinor: number; name: string }[]
  /** The firm's own field of people, by the key that imports know. */
  machines: string
  forms: Record<'asks_form' | 'guide_form' | 'news_form', string>
}

/** What a firm sets up in its first days. */
export async function setUp({ manager, marketer, contractor }: Troupe): Promise<Made> {
  const api = manager.client
  const { rows } = await api.products.lines({})
  await api.products.updateLine({ id: rows[0]!.id, name: lineNames[0] })
  const lines: Made['lines'] = [rows[0]!.id, '', '']
  for (const n of [1, 2] as const) lines[n] = (await api.products.createLine({ name: lineNames[n] })).id
  const made: Made['products'] = []
  for (const [name, line, priceMinor] of products) {
    const { id } = await api.products.create({
      name,
      productLineId: lines[line],
      priceMinor,
      currency: 'EUR',
    })
    made.push({ id, line, priceMinor, name })
  }
  await api.routing.saveRules({
    rules: [
      {
        ...{ name: 'Portugal to Ana', productLineId: null, memberIds: [contractor.id], teamId: null },
        conditions: [{ of: 'contact', field: 'country', op: 'eq', value: 'PT' }],
      },
    ],
  })
  await marketer.client.tracking.save({ on: true, sites: [website] })
  const { key } = await marketer.client.fields.create({
    record: 'contact',
    label: 'Machines',
    type: 'number',
  })
  return { lines, products: made, machines: key, forms: await makeForms(marketer.client, lines) }
}

async function makeForms(
  api: Troupe['marketer']['client'],
  lines: readonly string[],
): Promise<Made['forms']> {
  const make = async (
    name: string,
    intent: 'asks' | 'newsletter' | 'download',
    productLineId: string,
    change: Partial<FormDefinition>,
  ) => {
    const { id } = await api.forms.create({ name, intent, productLineId })
    const { definition } = await api.forms.get({ id })
    await api.forms.save({ id, name, intent, productLineId, definition: { ...definition, ...change } })
    await api.forms.publish({ id })
    return (await api.forms.get({ id })).slug
  }
  return {
    asks_form: await make('Talk to us', 'asks', lines[0]!, {}),
    guide_form: await make('Guide: less downtime', 'download', lines[1]!, {
      downloadUrl: 'https://sample.example/guide.pdf',
      intro: 'Twelve pages on what a standing machine costs.',
    }),
    news_form: await make('News', 'newsletter', lines[0]!, {}),
  }
}

/** Puts campaigns in before they begin, with their costs by period; gives the codes of those that are in, by name. */
export function makeCampaigns(
  { marketer }: Troupe,
  { start, days, end }: Span,
  until: (day: string, run: () => Promise<void>) => void,
): Map<string, string> {
  const codes = new Map<string, string>()
  for (const { name, channel, runs, goalLeads, costs } of campaigns) {
    const [from, to] = [
      start.plus({ days: Math.floor(runs[0] * days) }),
      start.plus({ days: Math.ceil(runs[1] * days) }),
    ]
    const [firstDay, lastDay] = [from.toISODate()!, to.toISODate()!]
    until(from.minus({ days: 6 }).toISODate()!, async () => {
      const api = marketer.client
      const { id: campaignId, code } = await api.campaigns.create({
        name,
        channel,
        from: firstDay,
        to: lastDay,
        goalLeads,
        ownerId: marketer.id,
      })
      codes.set(name, code)
      const months = Math.max(1, Math.round(to.diff(from, 'months').months))
      for (const [title, kind, euros] of costs)
        for (let n = 0; n < months; n++) {
          const begins = from.plus({ months: n })
          const ends = n === months - 1 ? to : begins.plus({ months: 1 }).minus({ days: 1 })
          await api.campaigns.addCost({
            ...{ campaignId, kind, title: months > 1 ? `${title}, ${begins.toFormat('LLLL yyyy')}` : title },
            ...{
              state: ends > end ? 'committed' : 'actual',
              amountMinor: Math.round((euros * 100) / months),
            },
            ...{ from: begins.toISODate()!, to: ends.toISODate()! },
          })
        }
    })
  }
  until(start.plus({ days: 40 }).toISODate()!, async () => {
    await marketer.client.campaigns.addCost({
      ...{ campaignId: null, kind: 'tools', title: 'Web site', state: 'actual', amountMinor: 960_000 },
      ...{ from: start.toISODate()!, to: end.toISODate()! },
    })
  })
  return codes
}
