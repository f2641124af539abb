import type { AnyRouter } from '@orpc/server'

/** Every endpoint's handler, in the shape of `contract`. */
export const router: AnyRouter = {}
