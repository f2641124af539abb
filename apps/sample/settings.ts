import type { FormDefinition } from '#marketing/forms'
import type { Troupe } from './founding.ts'
import { website } from './visits.ts'

const lineNames = ['Sensors', 'Monitoring', 'Service'] as const
/** What is left of a sale before marketing is paid, in percent. */
const margins = [42, 74, 35] as const
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
  for (const [n, percent] of margins.entries()) await api.margins.set({ productLineId: lines[n]!, percent })
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
