import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Option } from './value-editor.tsx'

const pauseMs = 200

/** How records of a kind are looked up where there are too many to offer them all. */
export type Finding = {
  /** Told apart by it. */
  of: string
  find: (text: string) => Promise<Option[]>
  /** What those that are chosen are called; without those that are gone. */
  named: (ids: string[]) => Promise<Option[]>
  /** “Nobody is found” */
  nobody: string
}

function useNamed(finding: Finding, ids: readonly string[]): Option[] | undefined {
  const wanted = [...ids].sort()
  const { data } = useQuery({
    queryKey: ['named', finding.of, wanted],
    queryFn: () => finding.named(wanted),
    enabled: wanted.length > 0,
  })
  return data
}

function useFound(finding: Finding, text: string, chosen: readonly string[]): Option[] {
  const [q] = useDebouncedValue(text.trim(), pauseMs)
  const { data } = useQuery({
    queryKey: ['found', finding.of, q],
    queryFn: () => finding.find(q),
    enabled: q !== '',
    placeholderData: (before) => before,
  })
  const named = useNamed(finding, chosen) ?? []
  return [...new Map([...(data ?? []), ...named].map((option) => [option.value, option])).values()]
}

type OneProps = Omit<SelectProps, 'data' | 'onSearchChange' | 'searchable' | 'filter'> & { finding: Finding }

/** One record of many, found by typing a part of what it is called. */
export function FoundSelect({ finding, value = null, ...props }: OneProps) {
  const [text, setText] = useState('')
  const options = useFound(finding, text, value ? [value] : [])
  return (
    <Select
      placeholder="Type a name"
      clearButtonProps={{ 'aria-label': 'Clear' }}
      nothingFoundMessage={text.trim() ? finding.nobody : undefined}
      {...props}
      value={value}
      data={options}
      searchable
      filter={({ options: all }) => all}
      onSearchChange={setText}
    />
  )
}

type SomeProps = Omit<MultiSelectProps, 'data' | 'onSearchChange' | 'searchable' | 'filter' | 'value'> & {
  finding: Finding
  value: string[]
}

/** Several records of many. */
export function FoundMultiSelect({ finding, value, ...props }: SomeProps) {
  const [text, setText] = useState('')
  const options = useFound(finding, text, value)
  return (
    <MultiSelect
      placeholder={value.length === 0 ? 'Type a name' : ''}
      nothingFoundMessage={text.trim() ? finding.nobody : undefined}
      hidePickedOptions
      {...props}
      value={value}
      data={options}
      searchable
      filter={({ options: all }) => all}
      onSearchChange={setText}
    />
  )
}

const shown = 2

/** What chosen records are called, in a few words. */
export function FoundNames({ finding, ids }: { finding: Finding; ids: readonly string[] }) {
  const named = useNamed(finding, ids)
  if (!named) return null
  const names = new Map(named.map(({ value, label }) => [value, label]))
  const words = ids.slice(0, shown).map((id) => names.get(id) ?? 'not there')
  return <bdi>{`${words.join(' or ')}${ids.length > shown ? ` + ${ids.length - shown}` : ''}`}</bdi>
}
