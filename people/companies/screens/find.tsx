import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '#ui/client'

const pauseMs = 200
const most = 20

export type Known = { id: string; name: string }
export type FindProps = {
  label: string
  /** Whoever is chosen already, so that the name shows before anything is found. */
  known: Known | null
  value: string | null
  onChange: (id: string | null) => void
  error?: SelectProps['error']
}

/** A company found by typing a part of the name. */
export function FindCompany(props: FindProps) {
  const [text, setText] = useState(props.known?.name ?? '')
  const [q] = useDebouncedValue(text.trim(), pauseMs)
  const { data } = useQuery(orpc.companies.list.queryOptions({ input: { ...(q && { q }), limit: most } }))
  return <Find {...props} text={text} onText={setText} found={data?.rows} nobody="No company is found" />
}

type Props = FindProps & {
  text: string
  onText: (text: string) => void
  found: readonly Known[] | undefined
  nobody: string
}

/** One record of those that were found by what is typed. */
export function Find({ label, known, value, onChange, error, text, onText, found, nobody }: Props) {
  const [last, setLast] = useState<Known | null>(known)
  const names = new Map((found ?? []).map((row) => [row.id, row.name]))
  for (const one of [known, last]) if (one) names.set(one.id, one.name)
  return (
    <Select
      label={label}
      placeholder="Type a name"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Clear' }}
      value={value}
      error={error}
      onChange={(id) => {
        setLast(id ? { id, name: names.get(id) ?? '' } : null)
        onChange(id)
      }}
      searchValue={text}
      onSearchChange={onText}
      filter={({ options }) => options}
      data={[...names].map(([id, name]) => ({ value: id, label: name }))}
      nothingFoundMessage={nobody}
    />
  )
}
