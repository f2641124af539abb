import { z } from 'zod'
import { done, endpoint, id, line } from '#platform/http/contract'

export const stanceShape = z.enum(['for', 'unsure', 'against'])
const roleShape = z.object({
  id,
  name: line(100).min(1),
  /** Whoever has it decides: a late deal without one is hinted at. */
  decides: z.boolean(),
})
const touched = { touches: ['deals', 'contacts', 'handovers', 'numbers'] }

/** Who takes part in deals, and as what. */
export const groupContract = {
  /** Who takes part in a company’s open deals, and as what. */
  group: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/group' })
    .input(z.object({ companyId: id }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            name: z.string(),
            deals: z.array(
              z.object({
                id,
                name: z.string(),
                role: z.string().nullable(),
                stance: stanceShape.nullable(),
                main: z.boolean(),
              }),
            ),
          }),
        ),
      }),
    ),
  /** What people can take part in deals as, in order. */
  roles: endpoint('deals.read')
    .route({ method: 'GET', path: '/deals/roles' })
    .output(z.object({ rows: z.array(roleShape) })),
  /** Replaces the roles: renamed ones are renamed in all deals, missing ones are offered no more. */
  saveRoles: endpoint('pipeline.manage', { label: 'Roles in deals changed', touches: ['deals', 'settings'] })
    .route({ method: 'PUT', path: '/deals/roles' })
    .input(
      z.object({
        roles: z
          .array(roleShape.partial({ id: true }))
          .min(1)
          .max(30),
      }),
    )
    .output(done),
  /** Adds a person to a deal, or changes how they take part; what is not named stays. */
  addPerson: endpoint('deals.write', { ...touched, label: 'Person added to a deal' })
    .route({ method: 'PUT', path: '/deals/{id}/people/{contactId}' })
    .input(
      z.object({
        id,
        contactId: id,
        role: line(100).nullable().optional(),
        stance: stanceShape.nullable().optional(),
        /** Makes them the main person, in the place of whoever was. */
        main: z.literal(true).optional(),
      }),
    )
    .output(done),
  removePerson: endpoint('deals.write', { ...touched, label: 'Person taken off a deal' })
    .route({ method: 'DELETE', path: '/deals/{id}/people/{contactId}' })
    .input(z.object({ id, contactId: id }))
    .output(done),
}
