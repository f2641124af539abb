import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './base.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { theme, variables } from './theme.ts'

const schemeManager = localStorageColorSchemeManager({ key: 'baton-scheme' })

/** Paper is white: whatever the scheme, what is printed is written in the light one. */
function usePaper(): void {
  useEffect(() => {
    const root = document.documentElement
    const attribute = 'data-mantine-color-scheme'
    let before: string | null = null
    const begin = () => {
      before = root.getAttribute(attribute)
      root.setAttribute(attribute, 'light')
    }
    const end = () => before !== null && root.setAttribute(attribute, before)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
}

/** Wraps the app in its look; follows the device's light or dark until the viewer chooses. */
export function Look({ children }: { children: ReactNode }) {
  usePaper()
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
    >
      {children}
    </MantineProvider>
  )
}
