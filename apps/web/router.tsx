import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { problemText } from '#ui/client'
import { EmptyState, ErrorState, Loading } from '#ui/pieces'
import type { NavArea, ScreenRoute } from '#ui/shell'
import { Everywhere, Frame } from './frame.tsx'
import { slices } from './screens.ts'
import css from './web.module.css'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    navArea?: NavArea
  }
}

const isStale = (error: unknown) =>
  error instanceof Error && /dynamically imported module|Importing a module/.test(error.message)

function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  if (isStale(error))
    return (
      <ErrorState
        what="Baton was updated while this page was open"
        kept="Everything that was saved is safe."
        todo="Load the page again."
        onRetry={() => location.reload()}
      />
    )
  return (
    <ErrorState
      what="This page could not be shown"
      kept="Your data is untouched."
      todo={problemText(error)}
      onRetry={reset}
    />
  )
}

function Missing() {
  return (
    <EmptyState title="There is no such page" action={{ label: 'Go home', run: () => location.assign('/') }}>
      The address may be mistyped, or what stood here was removed.
    </EmptyState>
  )
}

const root = createRootRoute({ component: Everywhere, notFoundComponent: Missing })
const framed = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame })

const routeOf = (screen: ScreenRoute) =>
  createRoute({
    getParentRoute: () => (screen.full ? root : framed),
    path: screen.path,
    component: lazyRouteComponent(screen.load),
    staticData: screen.navArea ? { navArea: screen.navArea } : {},
  })

const screens = slices.flatMap((slice) => slice.routes ?? [])
const inside = screens.filter((screen) => !screen.full).map(routeOf)
const outside = screens.filter((screen) => screen.full).map(routeOf)

export const router = createRouter({
  routeTree: root.addChildren([framed.addChildren(inside), ...outside]),
  defaultErrorComponent: Broken,
  defaultPendingComponent: () => (
    <div className={css.pending}>
      <Loading lines={8} />
    </div>
  ),
  defaultPreload: 'intent',
  scrollRestoration: true,
})
