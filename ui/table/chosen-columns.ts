import { useLocalStorage } from '@mantine/hooks'
import { useMemo } from 'react'
import type { Column } from './column.tsx'

/**
 * Which columns are on and in which order: as the screen says until the viewer chooses. The choice is kept in this
 * browser under `key`, unless the screen keeps it itself.
 */
export function useChosenColumns<Row>(
  columns: Column<Row>[],
  key: string | undefined,
  kept: { chosen: string[] | null; onChosen: (ids: string[]) => void } | undefined,
) {
  const [local, setLocal] = useLocalStorage<string[] | null>({
    key: `baton-columns-${key ?? 'none'}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  const chosen = kept ? kept.chosen : local
  const choose = kept ? kept.onChosen : setLocal
  const visible = useMemo(() => {
    const usual = columns.filter((column) => !column.hidden)
    if (!chosen) return usual
    const picked = chosen.flatMap((id) => columns.find((column) => column.id === id) ?? [])
    return picked.length > 0 ? picked : usual
  }, [columns, chosen])
  const on = visible.map((column) => column.id)
  return {
    visible,
    toggle: (id: string) => choose(on.includes(id) ? on.filter((each) => each !== id) : [...on, id]),
    move: (id: string, to: number) => choose(on.filter((each) => each !== id).toSpliced(to, 0, id)),
  }
}
