import { lazy, Suspense, useMemo } from 'react'
import { type KeyMap, useKeys } from '#ui/keys'
import type { Finder } from './screen.ts'
import { openPalette, paletteOpen, useAllCommands } from './store.ts'
import { useGo } from './way.tsx'

const PaletteList = lazy(() => import('./palette-list.tsx'))

/** Cmd/Ctrl-K and `/`: every command as data, and whatever the finder finds. The list is loaded when first opened. */
export function CommandPalette({ finder }: { finder?: Finder | undefined }) {
  const open = paletteOpen.use()
  const commands = useAllCommands()
  const go = useGo()
  const bound = useMemo(() => {
    const keys: KeyMap = {}
    for (const command of commands)
      if (command.keys)
        keys[command.keys] = {
          says: command.label,
          run: () => (command.to ? go(command.to) : command.run?.()),
        }
    return keys
  }, [commands, go])
  useKeys(bound, { group: 'Commands' })
  useKeys(
    {
      'mod+k': { says: 'Search or do something', run: openPalette },
      '/': { says: 'Search', run: openPalette },
    },
    { group: 'Everywhere' },
  )
  if (!open) return null
  return (
    <Suspense fallback={null}>
      <PaletteList commands={commands} finder={finder} />
    </Suspense>
  )
}
