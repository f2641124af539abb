import { type ComponentType, createContext, lazy, type ReactNode, Suspense, use } from 'react'
import { Loading } from '#ui/pieces'
import { Fence } from './fence.tsx'
import type { Panel, PanelProps } from './screen.ts'

const PanelsContext = createContext<readonly Panel[]>([])
export const PanelsProvider = PanelsContext

const loaded = new Map<Panel, ComponentType<PanelProps>>()
const componentOf = (panel: Panel): ComponentType<PanelProps> => {
  const known = loaded.get(panel)
  if (known) return known
  const made = lazy(panel.load)
  loaded.set(panel, made)
  return made
}

/** Shows what other slices have to say here, in their order. One that fails doesn't take the others with it. */
export function Slot({
  name,
  id,
  quiet,
  meanwhile,
}: {
  name: string
  id?: string | undefined
  quiet?: boolean | undefined
  /** Keeps the place while it loads, where something would move under a finger. */
  meanwhile?: ReactNode
}) {
  const panels = use(PanelsContext)
  const here = panels
    .filter((panel) => panel.slot === name)
    .sort((one, other) => (one.order ?? 50) - (other.order ?? 50))
  return here.map((panel, at) => {
    const Component = componentOf(panel)
    return (
      <Fence key={at} quiet={quiet}>
        <Suspense fallback={meanwhile ?? (quiet ? null : <Loading lines={3} />)}>
          <Component id={id} />
        </Suspense>
      </Fence>
    )
  })
}
