import { z } from 'zod'
import {
  currency,
  day,
  done,
  endpoint,
  id,
  instant,
  line,
  minor,
  page,
  pageInput,
  prose,
} from '#platform/http/contract'

const state = z.enum(['open', 'won', 'lost'])
const origin = z.enum(['marketing', 'sales', 'partner', 'referral', 'unknown'])
const person = z.object({ id, name: z.string() }).nullable()

export const dealShape = z.object({
  id,
  externalId: z.string().nullable(),
  name: z.string(),
  company: person,
  contact: person,
  owner: person,
  leadId: id.nullable(),
  stageId: id,
  state,
  position: z.number(),
  oneOffMinor: minor,
  recurringMinor: minor,
  termMonths: z.number().int(),
  /** One-off plus recurring × min(term, 12), in the deal's currency. */
  valueMinor: minor,
  currency,
  /** Units of the firm's currency per unit of the deal's; null where no rate is known. */
  rate: z.number().nullable(),
  expectedClose: day.nullable(),
  pushes: z.number().int(),
  origin,
  originNote: z.string().nullable(),
  closeReasonId: id.nullable(),
  closeNote: z.string().nullable(),
  createdAt: instant,
  stageSince: instant,
  closedAt: instant.nullable(),
  imported: z.boolean(),
})
export type Deal = z.infer<typeof dealShape>

const amounts = {
  oneOffMinor: minor.min(0),
  recurringMinor: minor.min(0),
  termMonths: z.number().int().min(0).max(600),
}
const links = { companyId: id.nullable(), contactId: id.nullable(), ownerId: id.nullable() }
const product = z.object({
  productId: id,
  quantity: z.number().positive().max(1e6),
  priceMinor: minor.min(0),
})
const deals = { touches: ['deals', 'contacts', 'handovers', 'numbers'] }

export const dealsContract = {
  /** Deals, newest first. */
  list: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals' })
    .input(
      z.object({
        state: state.optional(),
        ownerId: id.optional(),
        stageId: id.optional(),
        contactId: id.optional(),
        companyId: id.optional(),
        closedFrom: instant.optional(),
        closedTo: instant.optional(),
        ...pageInput,
      }),
    )
    .output(page(dealShape)),
  /** Open deals of the board by stage: each column's count and value over all its deals, and its first cards. */
  board: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/board' })
    .input(
      z.object({ ownerId: id.optional(), perStage: z.coerce.number().int().min(1).max(10_000).default(500) }),
    )
    .output(
      z.object({
        columns: z.array(
          z.object({
            stageId: id,
            count: z.number().int(),
            valueMinor: minor,
            withoutRate: z.number().int(),
            deals: z.array(dealShape),
          }),
        ),
        currency,
      }),
    ),
  get: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/{id}' })
    .input(z.object({ id }))
    .output(
      dealShape.extend({
        products: z.array(product.extend({ name: z.string() })),
        people: z.array(z.object({ id, name: z.string(), role: z.string().nullable() })),
        history: z.array(z.object({ stageId: id, state, actor: z.string(), enteredAt: instant })),
      }),
    ),
  create: endpoint('deals.write', { ...deals, label: 'Deal made' })
    .route({ method: 'POST', path: '/deals' })
    .input(
      z.object({
        name: line(300).min(1),
        companyId: links.companyId.optional(),
        contactId: links.contactId.optional(),
        ownerId: links.ownerId.optional(),
        leadId: id.nullable().optional(),
        stageId: id.optional(),
        oneOffMinor: amounts.oneOffMinor.default(0),
        recurringMinor: amounts.recurringMinor.default(0),
        termMonths: amounts.termMonths.default(0),
        currency: currency.optional(),
        expectedClose: day.nullable().optional(),
        origin: origin.default('sales'),
      }),
    )
    .output(done.extend({ id })),
  update: endpoint('deals.write', { ...deals, label: 'Deal edited' })
    .route({ method: 'PATCH', path: '/deals/{id}' })
    .input(
      z
        .object({
          id,
          name: line(300).min(1),
          ...links,
          ...amounts,
          currency,
          expectedClose: day.nullable(),
          origin,
          originNote: prose(2000).nullable(),
        })
        .partial()
        .required({ id: true }),
    )
    .output(done),
  /** Moves a deal to another open stage and place; refused with what the stage requires and the deal lacks. */
  move: endpoint('deals.write', { ...deals, label: 'Deal moved' })
    .route({ method: 'POST', path: '/deals/{id}/stage' })
    .input(
      z.object({ id, stageId: id, afterId: id.nullable().optional(), beforeId: id.nullable().optional() }),
    )
    .output(done),
  win: endpoint('deals.write', { ...deals, label: 'Deal won' })
    .route({ method: 'POST', path: '/deals/{id}/win' })
    .input(z.object({ id, reasonId: id, note: prose(2000).optional() }))
    .output(done),
  lose: endpoint('deals.write', { ...deals, label: 'Deal lost' })
    .route({ method: 'POST', path: '/deals/{id}/loss' })
    .input(z.object({ id, reasonId: id, note: prose(2000).optional() }))
    .output(done),
  reopen: endpoint('deals.write', { ...deals, label: 'Deal reopened' })
    .route({ method: 'POST', path: '/deals/{id}/reopening' })
    .input(z.object({ id }))
    .output(done),
  setProducts: endpoint('deals.write', { ...deals, label: 'Products of a deal changed' })
    .route({ method: 'PUT', path: '/deals/{id}/products' })
    .input(z.object({ id, products: z.array(product).max(200) }))
    .output(done),
  addPerson: endpoint('deals.write', { ...deals, label: 'Person added to a deal' })
    .route({ method: 'POST', path: '/deals/{id}/people' })
    .input(z.object({ id, contactId: id, role: line(100).optional() }))
    .output(done),
  remove: endpoint('deals.write', { ...deals, label: 'Deal deleted' })
    .route({ method: 'DELETE', path: '/deals/{id}' })
    .input(z.object({ id }))
    .output(done),
}
