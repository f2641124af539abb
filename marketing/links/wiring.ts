import type { Wiring } from '#platform/registry'
import { followedLink } from './finding.ts'
import { forgetFollows, judgeFollows } from './judging.ts'
import { linkRoutes } from './public.ts'

export const linksWiring: Wiring = {
  public: linkRoutes,
  conditions: [followedLink],
  programs: [judgeFollows],
  jobs: [forgetFollows],
}
