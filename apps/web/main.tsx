/// <reference types="vite/client" />
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { problemOf } from '#ui/client'
import { PanelsProvider } from '#ui/shell'
import { Look } from '#ui/theme'
import { router } from './router.tsx'
import { slices } from './screens.ts'
import { toSignIn } from './session.ts'

const staleMs = 20_000
const mostRetries = 2

const onError = (error: unknown) => {
  if (problemOf(error).status === 401) toSignIn()
}

const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: staleMs,
      // A refusal stays one; only what may pass by itself is asked again.
      retry: (failures, error) =>
        failures < mostRetries && (problemOf(error).status === 0 || problemOf(error).status >= 500),
    },
  },
})

// Notices on this device, and the app without a network; a build alone has the file.
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js')

const panels = slices.flatMap((slice) => slice.panels ?? [])
const element = document.getElementById('root')
if (!element) throw new Error('index.html has no #root')

createRoot(element).render(
  <StrictMode>
    <Look>
      <QueryClientProvider client={queries}>
        <PanelsProvider value={panels}>
          <RouterProvider router={router} />
        </PanelsProvider>
      </QueryClientProvider>
    </Look>
  </StrictMode>,
)
