import { z } from 'zod'
import { done, endpoint, id, instant } from '#platform/http/contract'

const exportShape = z.object({
  id,
  /** `gone`: the file was kept for its time and then removed. */
  state: z.enum(['waiting', 'writing', 'ready', 'failed', 'gone']),
  askedBy: z.string().nullable(),
  askedAt: instant,
  rowsDone: z.number().int(),
  /** Null until they are counted. */
  rowsTotal: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  finishedAt: instant.nullable(),
  /** When the file goes from the disk. */
  expiresAt: instant.nullable(),
  fetchedAt: instant.nullable(),
  problem: z.string().nullable(),
})
export type FirmExport = z.infer<typeof exportShape>

export const movingContract = {
  /** The latest exports of the whole firm, the newest first. */
  list: endpoint('firm.export')
    .route({ method: 'GET', path: '/firm-exports' })
    .output(z.object({ rows: z.array(exportShape) })),
  /** Begins to write all of the firm into one file, in the background; one at a time, and it takes the place of the one before. */
  begin: endpoint('firm.export', { label: 'Export of all data of the firm asked for', touches: ['firm'] })
    .route({ method: 'POST', path: '/firm-exports' })
    .output(done.extend({ id })),
  /** A link to the file for an hour; only who may export the firm can follow it. The one before ends. */
  link: endpoint('firm.export', {
    label: 'Link to the exported firm made',
    touches: ['firm'],
    secret: true,
  })
    .route({ method: 'POST', path: '/firm-exports/{id}/link' })
    .input(z.object({ id }))
    .output(done.extend({ url: z.string(), until: instant })),
  /** Stops writing it, or takes the file from the disk. */
  remove: endpoint('firm.export', { label: 'Export of the firm removed', touches: ['firm'] })
    .route({ method: 'DELETE', path: '/firm-exports/{id}' })
    .input(z.object({ id }))
    .output(done),
  /** Of a firm that came from a file: as of when, and whether an owner confirmed it; until then nothing leaves it. */
  arrival: endpoint('workspace.read')
    .route({ method: 'GET', path: '/firm-arrival' })
    .output(
      z.object({
        arrival: z
          .object({ madeAt: instant, arrivedAt: instant, confirmedAt: instant.nullable() })
          .nullable(),
      }),
    ),
  /** An owner says that the firm goes on here: clocks run and mail goes out from now on. */
  confirm: endpoint('installation.confirm', {
    label: 'Firm from a file confirmed',
    touches: ['settings', 'firm', 'letters'],
  })
    .route({ method: 'POST', path: '/firm-arrival/confirmation' })
    .output(done),
}
