import type { ComponentType, ReactNode } from 'react'

export type NavArea =
  | 'home'
  | 'people'
  | 'marketing'
  | 'handovers'
  | 'sales'
  | 'customers'
  | 'insight'
  | 'settings'

/** The headings under which the entries of a long area stand. */
export type NavGroup = 'You' | 'Firm' | 'Selling' | 'Mail and website' | 'Data' | 'System'

/** One address of the app. Its component is the default export of its own chunk. */
export type ScreenRoute = {
  /** `/people/$id`. */
  path: string
  title: string
  load: () => Promise<{ default: ComponentType }>
  navArea?: NavArea
  /** Makes an entry in the rail, under its area. */
  navLabel?: string
  /** The heading of that entry; groups stand in the order of their first ones. */
  navGroup?: NavGroup
  /** Among the entries of its area; 50 if absent. */
  order?: number
  /** Means something only among several: no entry in the rail while one works alone. */
  team?: boolean
  /** Without the frame: sign-in, first run. */
  full?: boolean
}

export type PanelProps = { id?: string | undefined }

/** A part of another slice's screen: shown by `<Slot name=…>`. */
export type Panel = {
  slot: string
  order?: number
  load: () => Promise<{ default: ComponentType<PanelProps> }>
}

/** Something that can be done from anywhere: goes to a screen or runs. */
export type Command = {
  id: string
  label: string
  group?: string
  /** Bound as well, and shown on the help sheet: `c`, `g p`. */
  keys?: string
  icon?: ReactNode
  /** Other words it is found by. */
  words?: string
  to?: string
  run?: () => void
}

/** What a slice's `screens.ts` exports as `screens`. */
export type Screens = {
  routes?: ScreenRoute[]
  panels?: Panel[]
  commands?: Command[]
  /** How the palette looks records up; one slice offers it. */
  find?: Finder
}

/** A record that the palette found. */
export type Found = {
  id: string
  label: string
  sub?: string | undefined
  to: string
  group?: string | undefined
  icon?: ReactNode
}
export type Finder = {
  /** In words what is found by what. */
  says: string
  /** While nothing is typed: what is at hand, as what was opened last. */
  look: (typed: string, signal: AbortSignal) => Promise<Found[]>
}
