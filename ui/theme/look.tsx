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

/** What is typed into a select that has a value replaces it. Forms bring handlers of their own, so it is heard for all at once. */
function useTypedReplaces(): void {
  useEffect(() => {
    const choose = ({ target }: FocusEvent) => {
      if (target instanceof HTMLInputElement && target.matches('.mantine-Select-input:not([readonly])'))
        target.select()
    }
    addEventListener('focusin', choose)
    return () => removeEventListener('focusin', choose)
  }, [])
}

/** Wraps the app in its look; follows the device's light or dark until the viewer chooses. */
export function Look({ children }: { children: ReactNode }) {
  usePaper()
  useTypedReplaces()
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
