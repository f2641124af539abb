import { Button, Select } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '#ui/client'
import type { Asked, Narrowing } from './asked.ts'
import css from './insight.module.css'

type Kind = { kind: Narrowing; label: string; data: { value: string; label: string }[] }

/** What the numbers can be narrowed to, with the names; one product line is no choice. */
function useKinds(): Kind[] {
  const { data } = useQuery(
    orpc.numbers.choices.queryOptions({
      input: {},
      meta: { topics: ['leads', 'campaigns', 'forms', 'settings'] },
    }),
  )
  const named = (rows: { id: string; name: string }[] = []) =>
    rows.map(({ id, name }) => ({ value: id, label: name }))
  const lines = data?.productLines ?? []
  return [
    {
      kind: 'channel',
      label: 'Source',
      data: (data?.channels ?? []).map((it) => ({ value: it, label: it })),
    },
    { kind: 'campaign', label: 'Campaign', data: named(data?.campaigns) },
    { kind: 'form', label: 'Form', data: named(data?.forms) },
    { kind: 'product_line', label: 'Product line', data: lines.length > 1 ? named(lines) : [] },
    { kind: 'person', label: 'Person', data: named(data?.people) },
  ]
}

/** "source ads, form Inquiry"; undefined where everything counts. */
export function useFilterWords({ chosen }: Asked): string | undefined {
  const kinds = useKinds()
  if (kinds.every(({ data }) => data.length === 0)) return undefined // the names are not there yet
  const words = kinds.flatMap(({ kind, label, data }) => {
    const value = chosen[kind]
    if (!value) return []
    return `${label.toLowerCase()} ${data.find((it) => it.value === value)?.label ?? 'that is gone'}`
  })
  return words.length > 0 ? words.join(', ') : undefined
}

/** One of each can be chosen and taken back; the address keeps it, and the rows behind a number follow it. `without`: no choice here. */
export function Filters({ asked, without }: { asked: Asked; without?: Narrowing }) {
  const kinds = useKinds().filter(
    ({ kind, data }) => kind !== without && (data.length > 0 || asked.chosen[kind]),
  )
  const [open, setOpen] = useState(false)
  if (kinds.length === 0) return null
  const shown = open || asked.narrowed
  return (
    <fieldset className={css.filters} aria-label="Only of" data-shown={shown || undefined}>
      {!shown && (
        <Button
          className={css.narrow ?? ''}
          variant="default"
          leftSection={<IconFilter size={16} />}
          aria-expanded={false}
          onClick={() => setOpen(true)}
        >
          Narrow
        </Button>
      )}
      {kinds.map(({ kind, label, data }) => (
        <Select
          key={kind}
          label={label}
          placeholder="All"
          data={data}
          value={asked.chosen[kind] || null}
          onChange={(value) => asked.narrow[kind](value ?? '')}
          clearable
          searchable
          nothingFoundMessage="None"
          clearButtonProps={{ 'aria-label': `All: ${label.toLowerCase()}` }}
        />
      ))}
    </fieldset>
  )
}

/** Says that not everything is counted, and of what. */
export function FilteredBy({ asked }: { asked: Asked }) {
  const words = useFilterWords(asked)
  if (!words) return null
  return (
    <p className={css.filtered} role="status">
      <span>
        Filtered by <bdi>{words}</bdi>
      </span>
      <Button size="compact-sm" variant="default" onClick={asked.widen}>
        Show everything
      </Button>
    </p>
  )
}
