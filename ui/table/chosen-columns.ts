import { useLocalStorage } from '@mantine/hooks'
import { useMemo } from 'react'
import type { Column } from './column.tsx'

/** Which columns are on: as the screen says until the viewer chooses; the choice is kept in this browser. */
export function useChosenColumns<Row>(columns: Column<Row>[], key: string | undefined) {
  const [chosen, setChosen] = useLocalStorage<string[] | null>({
    key: `baton-columns-${key ?? 'none'}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  const visible = useMemo(() => {
    const usual = columns.filter((column) => !column.hidden)
    if (!chosen) return usual
    const picked = columns.filter((column) => chosen.includes(column.id))
    return picked.length > 0 ? picked : usual
  }, [columns, chosen])
  const toggle = (id: string) => {
    const on = visible.map((column) => column.id)
    setChosen(on.includes(id) ? on.filter((each) => each !== id) : [...on, id])
  }
  return { visible, toggle }
}
