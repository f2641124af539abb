import { z } from 'zod'
import { done, endpoint, instant } from '#platform/http/contract'

export const installingContract = {
  /** Whether mail goes out from here, and why not. */
  get: endpoint('workspace.read')
    .route({ method: 'GET', path: '/installation' })
    .output(z.object({ silentSince: instant.nullable(), silentReason: z.string().nullable() })),
  /** An owner says that this is the installation that may write to people; held mail goes out. */
  confirm: endpoint('installation.confirm', {
    label: 'Installation confirmed',
    touches: ['settings', 'letters'],
  })
    .route({ method: 'POST', path: '/installation/confirmation' })
    .output(done),
}
