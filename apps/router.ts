import { numbers } from '#insight/numbers/routes'
import { letters } from '#mail/letters/routes'
import { merging } from '#people/merging/routes'
import { deals } from '#sales/deals/routes'
import { pipeline } from '#sales/pipeline/routes'
import { audit } from '#workspace/audit/routes'

/** Every endpoint's handler, in the shape of `contract`. */
export const router = { audit, deals, letters, merging, numbers, pipeline }
