import { z } from 'zod'
import {
  batchDone,
  batchInput,
  changes,
  changesInput,
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
import { customValues } from '#workspace/fields/contract'
import {
  countInput,
  countShape,
  editsDone,
  editsInput,
  exportInput,
  groupsInput,
  groupsShape,
  sortInput,
} from '#workspace/lists/contract'
import { common, filter } from './filter.ts'
import { amounts, dealChange, dealEdit, dealRecord, made, product } from './given.ts'
import { groupContract, stanceShape } from './group-contract.ts'
import { manyContract, touches } from './many-contract.ts'
import { cardShape, dealShape, state } from './shapes.ts'

export type { DealFilter } from './filter.ts'
export { type DealEdit, type DealRecord, dealEdit, dealRecord, editedKeys } from './given.ts'
export { type Card, cardShape, type Deal, dealShape } from './shapes.ts'

/** How many, and what they are worth together: in the firm's currency, and apart where a rate is missing. */
const sum = {
  count: z.number().int(),
  valueMinor: minor,
  withoutRate: z.array(z.object({ currency, count: z.number().int(), valueMinor: minor })),
}

const deals = { touches }

export const dealsContract = {
  /** Deals with their own fields, newest first or by another key; `filter` is a tree of conditions. */
  list: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals' })
    .input(
      z.object({
        ...filter,
        ...sortInput('created', 'desc'),
        ...pageInput,
      }),
    )
    .output(page(dealShape.extend({ fields: customValues }))),
  /** Deals that were changed, in the order in which it became visible, with their own fields, and those that are gone. */
  changes: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/changes' })
    .input(z.object(changesInput))
    .output(changes(dealShape.extend({ fields: customValues }))),
  /**
   * How many deals a filter finds, exact up to 10,000 and estimated beyond unless asked to count, and what they are worth:
   * null where their number is estimated.
   */
  count: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/count' })
    .input(z.object({ ...filter, ...countInput }))
    .output(countShape.extend({ ...sum, valueMinor: minor.nullable(), currency })),
  /** How the deals a filter finds divide by stage, owner, a field of your own, the month of a date. */
  groups: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/groups' })
    .input(z.object({ ...filter, ...groupsInput }))
    .output(groupsShape),
  /** Open deals by stage: each column's count and value over all its deals, and its first cards. */
  board: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/board' })
    .input(z.object({ ...common, perStage: z.coerce.number().int().min(1).max(200).default(100) }))
    .output(
      z.object({
        columns: z.array(
          z.object({ stageId: id, ...sum, deals: z.array(cardShape), next: z.string().nullable() }),
        ),
        currency,
      }),
    ),
  /** More cards of one column, from the cursor that the board gave. */
  column: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/board/{stageId}' })
    .input(z.object({ stageId: id, ...common, ...pageInput }))
    .output(page(cardShape)),
  /** Open deals that are late, without a two-way talk for 14 days or without a next step, the most valuable first. */
  atRisk: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/at-risk' })
    .input(z.object({ ownerId: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }))
    .output(
      z.object({
        count: z.number().int(),
        rows: z.array(
          cardShape.extend({
            risks: z.array(
              z.discriminatedUnion('kind', [
                z.object({ kind: z.literal('overdue'), since: day }),
                z.object({ kind: z.literal('quiet'), since: instant }),
                z.object({ kind: z.literal('no_next_step') }),
              ]),
            ),
          }),
        ),
      }),
    ),
  /**
   * The deals a filter finds as a file, in the list's order and with its columns: formulas made harmless, amounts in whole
   * units of the deal's own currency, which stands beside them.
   */
  export: endpoint('exports.run', { also: 'deals.read' })
    .route({ method: 'GET', path: '/deals/export' })
    .input(z.object({ ...filter, ...sortInput('created', 'desc'), ...exportInput }))
    .output(z.file()),
  get: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/{id}' })
    .input(z.object({ id }))
    .output(
      dealShape.extend({
        fields: customValues,
        products: z.array(product.extend({ name: z.string() })),
        /** Of a won deal: when its term ends; null where it has none. */
        endsAt: instant.nullable(),
        /** Deals that go on with its term, the newest first. */
        renewedBy: z.array(z.object({ id, name: z.string(), state })),
        /** Who takes part, the main person first if they have a role. */
        people: z.array(
          z.object({
            id,
            name: z.string(),
            jobTitle: z.string().nullable(),
            role: z.string().nullable(),
            stance: stanceShape.nullable(),
            main: z.boolean(),
            decides: z.boolean(),
          }),
        ),
        /** It is open and late in the pipeline, and nobody whom the viewer sees decides. */
        needsDecider: z.boolean(),
        history: z.array(
          z.object({ id, stageId: id, stage: z.string(), state, who: z.string(), enteredAt: instant }),
        ),
      }),
    ),
  create: endpoint('deals.write', { ...deals, label: 'Deal made' })
    .route({ method: 'POST', path: '/deals' })
    .input(
      z.object({
        ...made,
        oneOffMinor: amounts.oneOffMinor.default(0),
        recurringMinor: amounts.recurringMinor.default(0),
        termMonths: amounts.termMonths.default(0),
      }),
    )
    .output(done.extend({ id })),
  update: endpoint('deals.write', { ...deals, label: 'Deal edited' })
    .route({ method: 'PATCH', path: '/deals/{id}' })
    .input(dealChange)
    .output(done),
  /** Edits values of many deals, each as `update` would, or `move` where a stage is named; answered for itself, undone as one. */
  edits: endpoint('deals.write', { ...deals, label: 'Deals edited by pasting', records: dealEdit })
    .route({ method: 'POST', path: '/deals/edits' })
    .input(editsInput)
    .output(editsDone),
  /** Makes and changes up to 1,000 deals, each answered for itself; undone as one. */
  batch: endpoint('deals.write', { ...deals, label: 'Deals brought by a program', records: dealRecord })
    .route({ method: 'POST', path: '/deals/batch' })
    .input(batchInput)
    .output(batchDone),
  /** Moves a deal to another open stage and place; refused with what the stage requires and the deal lacks. */
  move: endpoint('deals.write', { ...deals, label: 'Deal moved' })
    .route({ method: 'POST', path: '/deals/{id}/stage' })
    .input(
      z.object({ id, stageId: id, afterId: id.nullable().optional(), beforeId: id.nullable().optional() }),
    )
    .output(done),
  ...manyContract,
  /** Refused with what the stage of won deals requires and the deal lacks; so is a loss. */
  win: endpoint('deals.write', { ...deals, label: 'Deal won' })
    .route({ method: 'POST', path: '/deals/{id}/win' })
    .input(
      z.object({
        id,
        reasonId: id,
        note: prose(2000).optional(),
        /** What was promised with it, for who looks after the customer; absent: not said. */
        promised: z
          .object({
            words: prose(4000).nullable().default(null),
            promises: z
              .array(z.object({ text: line(500).min(1), dueOn: day.nullable().optional() }))
              .max(50)
              .default([]),
            /** Who looks after them from now on; absent: who does already, else whose deal it is. */
            ownerId: id.optional(),
          })
          .optional(),
      }),
    )
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
  ...groupContract,
  remove: endpoint('deals.write', { ...deals, label: 'Deal deleted' })
    .route({ method: 'DELETE', path: '/deals/{id}' })
    .input(z.object({ id }))
    .output(done),
}
