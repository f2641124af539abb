import type { Wiring } from '#platform/registry'
import { forgetFollows, judgeFollows } from './judging.ts'
import { linkRoutes } from './public.ts'

export const linksWiring: Wiring = {
  public: linkRoutes,
  programs: [judgeFollows],
  jobs: [forgetFollows],
}
