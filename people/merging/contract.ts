import { z } from 'zod'
import { done, endpoint, id, instant, page, pageInput } from '#platform/http/contract'

const record = z.enum(['contact', 'company'])
const named = z.object({ id, name: z.string(), sub: z.string() })
const ruleKind = z.enum(['contact_email_name', 'contact_phone_name', 'company_domain_name'])
const conflicts = z.array(z.object({ table: z.string(), rowId: id }))

export const mergingContract = {
  /**
   * Pairs that may be one, as they were found in the background: the same address, number or site, the same or a similar name
   * in one company or, without one, in one town, or a similar name of a company. What speaks most for it comes first; `one` was there first.
   */
  duplicates: endpoint('contacts.read')
    .route({ method: 'GET', path: '/duplicates' })
    .input(z.object({ record, ...pageInput }))
    .output(
      page(
        z.object({
          one: named,
          other: named,
          by: z.array(z.enum(['email', 'phone', 'domain', 'name', 'similar', 'town'])),
        }),
      ),
    ),
  /** Which pairs are merged without being asked, and how many each rule would merge now. */
  rules: endpoint('contacts.read')
    .route({ method: 'GET', path: '/duplicates/rules' })
    .output(
      z.object({ rows: z.array(z.object({ kind: ruleKind, on: z.boolean(), count: z.number().int() })) }),
    ),
  /** What a rule would merge now: how many pairs, and the first twenty; of each the first one stays. */
  rulePreview: endpoint('contacts.read')
    .route({ method: 'GET', path: '/duplicates/rules/{kind}' })
    .input(z.object({ kind: ruleKind }))
    .output(z.object({ count: z.number().int(), rows: z.array(z.object({ one: named, other: named })) })),
  /** Switches a rule on or off. What it merges is separated one by one, and then not merged again. */
  setRule: endpoint('contacts.delete', { label: 'Rule for duplicates changed', touches: ['duplicates'] })
    .route({ method: 'PUT', path: '/duplicates/rules/{kind}' })
    .input(z.object({ kind: ruleKind, on: z.boolean() }))
    .output(done),
  /** They are two: not proposed again. */
  keepApart: endpoint('contacts.write', { label: 'Kept apart', touches: ['contacts', 'companies'] })
    .route({ method: 'POST', path: '/duplicates/apart' })
    .input(z.object({ record, oneId: id, otherId: id }))
    .output(done),
  /** How much of the one that would end belongs to the other after a merge, by table. */
  preview: endpoint('contacts.read')
    .route({ method: 'GET', path: '/merges/preview' })
    .input(z.object({ record, loserId: id }))
    .output(z.object({ moves: z.array(z.object({ table: z.string(), count: z.number().int() })) })),
  /**
   * Merges one of two records into the other. `take` names the fields whose values come from the one that ends, custom ones
   * as `custom.key`; what the other lacks comes over by itself.
   */
  merge: endpoint('contacts.write', {
    label: 'Merged',
    touches: ['contacts', 'companies', 'deals', 'handovers'],
  })
    .route({ method: 'POST', path: '/merges' })
    .input(
      z.object({ record, winnerId: id, loserId: id, take: z.array(z.string().max(80)).max(200).default([]) }),
    )
    .output(z.object({ mergeId: id, operationId: id })),
  /** Merges of a record, newest first. */
  list: endpoint('contacts.read')
    .route({ method: 'GET', path: '/merges' })
    .input(z.object({ recordId: id }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            record,
            winnerId: id,
            loserId: id,
            loserName: z.string(),
            at: instant,
            undoneAt: instant.nullable(),
          }),
        ),
      }),
    ),
  /** Separates two merged records again; rows changed since the merge stay and are listed. */
  unmerge: endpoint('contacts.write', {
    label: 'Separated',
    touches: ['contacts', 'companies', 'deals', 'handovers'],
  })
    .route({ method: 'POST', path: '/merges/{id}/separation' })
    .input(z.object({ id }))
    .output(z.object({ operationId: id, conflicts })),
}
