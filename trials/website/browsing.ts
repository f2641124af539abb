import type { Content } from '#handover/scoring/contract'
import type { World } from '#platform/testing'
import { formPage } from '../attacks/form-page.ts'

export const site = 'firm.example'
export const origin = `https://www.${site}`

export type Visitor = { headers: Record<string, string>; id?: string }

/** Somebody at a browser: where they sit, and the id that it keeps once they agreed. */
export const person = (ip: string, headers: Record<string, string> = {}, id?: string): Visitor => ({
  headers: {
    'x-forwarded-for': ip,
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ...headers,
  },
  ...(id && { id }),
})

/** A firm whose website tells, a form on it, a score of interest, and what visitors do there as their browsers say it. */
export async function browsing(w: World) {
  const { tracking, forms, scoring } = w.owner.client
  const before = await tracking.get({})
  await tracking.save({ on: true, sites: [`https://${site}/start`] })
  const key = /data-key="([^"]+)"/.exec((await tracking.get({})).snippet!)![1]!
  const { id: formId } = await forms.create({ name: 'Inquiry', intent: 'asks' })
  await forms.publish({ id: formId })
  const productLineId = (await scoring.list())[0]!.productLineId

  const tell = (visitor: Visitor, told: object, from = origin) =>
    fetch(`${w.publicUrl}/-/hit/${key}`, {
      method: 'POST',
      headers: { origin: from, ...visitor.headers },
      body: JSON.stringify({ r: '', t: 'A page', ...(visitor.id && { i: visitor.id }), ...told }),
    })
  return {
    before,
    key,
    tell,
    page: (visitor: Visitor, path: string, referrer = '', more: object = {}) =>
      tell(visitor, { e: 'page', u: origin + path, r: referrer, ...more }),
    event: (visitor: Visitor, name: string, values: object = {}) =>
      tell(visitor, { e: 'event', u: `${origin}/`, n: name, p: values }),
    events: (kind: string) =>
      w.sql<{ id: string; subject_id: string; data: Record<string, unknown> }>(
        'select id, subject_id, data from journal_event where kind = $1 order by id',
        [kind],
      ),
    /** Sends the form from that browser, and gives the person whom it speaks of. */
    submit: async (visitor: Visitor, email: string, path = '/contact') => {
      const { send } = await formPage(w, formId)
      const sent = { name: 'A Person', email, '-page': origin + path, '-visitor': visitor.id ?? '' }
      const answer = await send(sent, visitor.headers)
      if (answer.status !== 303) throw new Error(`${answer.status}: ${await answer.text()}`)
      const [row] = await w.sql<{ id: string }>(
        'select id from contact where email = $1 order by created_at limit 1',
        [email],
      )
      return row!
    },
    score: async (rules: { kind: string; where: Where; points: number }[]) => {
      const content: Content = {
        ...{
          fitMax: 0,
          interestMax: 500,
          enter: 500,
          leave: 400,
          required: [],
          exclude: [],
          recencyDays: null,
        },
        rules: rules.map(({ kind, where, points }, n) => ({
          ...{ id: `r${n}`, axis: 'interest', points, lifeH: null, last: 20, matcher: { kind, where } },
        })),
      }
      const draft = await scoring.saveDraft({ productLineId, lanes: 'both', content })
      await scoring.enforce({ id: draft.id })
      await w.tick('rescore')
      await w.pump()
    },
    interest: async (contactId: string) => (await scoring.ofContact({ contactId }))[0]!.interest,
  }
}

type Where = Extract<Content['rules'][number], { axis: 'interest' }>['matcher']['where']
