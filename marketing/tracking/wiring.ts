import type { Wiring } from '#platform/registry'
import { forgetJob, judgeJob } from './jobs.ts'
import { trackingRoutes } from './public.ts'
import { visitedPage, visitedStep } from './visited.ts'
import { visitsSource } from './visits.ts'

const on = (data: Record<string, unknown>) => `${String(data.site ?? '')}${String(data.page ?? '')}`

export const trackingWiring: Wiring = {
  journal: [
    {
      kind: 'visit.started',
      small: true,
      sentence: (data) => `Visited ${on(data)}`,
      icon: 'world',
      humanAct: true,
      elsewhere: true,
      fields: {
        page: 'First page',
        site: 'Site',
        channel: 'Channel',
        referrer: 'Came from',
        'utm.utm_campaign': 'Campaign code',
        'utm.utm_source': 'Campaign source',
      },
    },
    {
      kind: 'page.viewed',
      small: true,
      sentence: (data) => `Read ${on(data)}`,
      icon: 'world',
      humanAct: true,
      elsewhere: true,
      fields: { page: 'Page', title: 'Title of the page', site: 'Site' },
    },
  ],
  pump: [visitedStep],
  conditions: [visitedPage],
  timeline: [visitsSource],
  jobs: [judgeJob, forgetJob],
  public: trackingRoutes,
  carried: [
    {
      table: 'website',
      numbered: ['key'],
      why: 'The key in the pages of the site begins with the number of the workspace: the site gets the new one.',
    },
  ],
}
