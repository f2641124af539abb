export type PlannedCampaign = {
  name: string
  channel: 'email' | 'ads' | 'social' | 'event' | 'press' | 'partner'
  /** When it runs, as parts of the whole time. */
  runs: readonly [number, number]
  goalLeads: number
  /** Won value wanted, in euros. */
  goalEuros: number
  /** What it costs in euros: what, of which kind, as which part of its time. */
  costs: readonly (readonly [
    title: string,
    kind: 'ads' | 'agency' | 'print' | 'event' | 'content' | 'tools' | 'own_time',
    euros: number,
  ])[]
  /** How much of the interest of its days it brings. */
  pull: number
  /** Below 0 it draws people who will never buy, above it those who do. */
  draws: number
  line: 0 | 1 | 2
  brings: 'form' | 'guide' | 'webinar' | 'fair'
}

/** Ten pushes of eighteen months: one that brings many who won't buy, one that brings few who do. */
export const campaigns: readonly PlannedCampaign[] = [
  {
    ...{
      name: 'Launch mailing',
      channel: 'email',
      runs: [0.02, 0.12],
      goalLeads: 60,
      goalEuros: 30_000,
      pull: 3,
      draws: 0,
      line: 0,
      brings: 'guide',
    },
    costs: [['Copy and design', 'agency', 4200]],
  },
  {
    ...{
      name: 'Search ads, sensors',
      channel: 'ads',
      runs: [0.03, 1],
      goalLeads: 220,
      goalEuros: 260_000,
      pull: 4,
      draws: 0.1,
      line: 0,
      brings: 'form',
    },
    costs: [
      ['Clicks', 'ads', 41_000],
      ['Agency', 'agency', 12_600],
    ],
  },
  {
    ...{
      name: 'Hannover fair',
      channel: 'event',
      runs: [0.16, 0.2],
      goalLeads: 80,
      goalEuros: 140_000,
      pull: 16,
      draws: 0.35,
      line: 0,
      brings: 'fair',
    },
    costs: [
      ['Stand', 'event', 38_000],
      ['Travel', 'event', 6400],
      ['Leaflets', 'print', 2100],
    ],
  },
  {
    ...{
      name: 'LinkedIn, free sensor kit',
      channel: 'social',
      runs: [0.22, 0.48],
      goalLeads: 150,
      goalEuros: 90_000,
      pull: 9,
      draws: -0.9,
      line: 1,
      brings: 'guide',
    },
    costs: [
      ['Clicks', 'ads', 27_500],
      ['Kits given away', 'content', 8900],
    ],
  },
  {
    ...{
      name: 'Webinar: downtime',
      channel: 'event',
      runs: [0.3, 0.36],
      goalLeads: 40,
      goalEuros: 60_000,
      pull: 6,
      draws: 0.2,
      line: 1,
      brings: 'webinar',
    },
    costs: [
      ['Speaker', 'agency', 3200],
      ['Platform', 'tools', 600],
    ],
  },
  {
    ...{
      name: 'Partner letter',
      channel: 'partner',
      runs: [0.4, 0.62],
      goalLeads: 20,
      goalEuros: 80_000,
      pull: 0.9,
      draws: 0.95,
      line: 2,
      brings: 'form',
    },
    costs: [
      ['Letters', 'print', 1800],
      ['Own time', 'own_time', 2400],
    ],
  },
  {
    ...{
      name: 'Trade press',
      channel: 'press',
      runs: [0.45, 0.6],
      goalLeads: 30,
      goalEuros: 35_000,
      pull: 1.6,
      draws: 0.1,
      line: 0,
      brings: 'form',
    },
    costs: [['Articles', 'content', 9800]],
  },
  {
    ...{
      name: 'Webinar: energy bills',
      channel: 'event',
      runs: [0.58, 0.64],
      goalLeads: 50,
      goalEuros: 70_000,
      pull: 7,
      draws: 0.15,
      line: 1,
      brings: 'webinar',
    },
    costs: [
      ['Speaker', 'agency', 2900],
      ['Platform', 'tools', 600],
    ],
  },
  {
    ...{
      name: 'Munich fair',
      channel: 'event',
      runs: [0.72, 0.75],
      goalLeads: 90,
      goalEuros: 150_000,
      pull: 15,
      draws: 0.3,
      line: 2,
      brings: 'fair',
    },
    costs: [
      ['Stand', 'event', 44_500],
      ['Travel', 'event', 7900],
    ],
  },
  {
    ...{
      name: 'Autumn mailing',
      channel: 'email',
      runs: [0.86, 1],
      goalLeads: 70,
      goalEuros: 60_000,
      pull: 5,
      draws: 0.15,
      line: 1,
      brings: 'guide',
    },
    costs: [
      ['Copy and design', 'agency', 5100],
      ['Own time', 'own_time', 1900],
    ],
  },
]
