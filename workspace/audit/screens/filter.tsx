import { Button, Checkbox, Select } from '@mantine/core'
import { DateField } from '#ui/form'
import css from './changes.module.css'
import { nobody, records, type useLogFilter } from './log-filter.ts'

type Props = ReturnType<typeof useLogFilter> & {
  members: ReadonlyMap<string, string>
  kinds: ReadonlyMap<string, string>
}

const options = (names: ReadonlyMap<string, string>) => [...names].map(([value, label]) => ({ value, label }))

/** Narrows the log by who, what, of which records and when. */
export function Filter({ filter, narrows, set, clear, members, kinds }: Props) {
  const common = { size: 'xs', clearable: true, clearButtonProps: { 'aria-label': 'Clear' } } as const
  return (
    <search className={css.filter} aria-label="Narrow the log">
      <Select
        {...common}
        label="Who"
        placeholder="Anybody"
        searchable
        value={filter.by ?? null}
        onChange={(value) => set('by', value)}
        data={[
          ...Object.entries(nobody).map(([value, label]) => ({ value, label })),
          { group: 'Members', items: options(members) },
        ]}
      />
      <Select
        {...common}
        label="What was done"
        placeholder="Anything"
        searchable
        value={filter.kind ?? null}
        onChange={(value) => set('kind', value)}
        data={options(kinds)}
      />
      <Select
        {...common}
        label="Changed"
        placeholder="Any record"
        value={filter.record ?? null}
        onChange={(value) => set('record', value)}
        data={Object.entries(records).map(([value, label]) => ({ value, label }))}
      />
      <DateField
        size="xs"
        label="From"
        value={filter.from ?? null}
        onChange={(value) => set('from', value)}
        {...(filter.until && { maxDate: filter.until })}
      />
      <DateField
        size="xs"
        label="Until"
        value={filter.until ?? null}
        onChange={(value) => set('until', value)}
        {...(filter.from && { minDate: filter.from })}
      />
      <div className={css.last}>
        <Checkbox
          size="xs"
          label="Only what can be taken back"
          checked={filter.undoable === true}
          onChange={(event) => set('undoable', event.currentTarget.checked ? '1' : null)}
        />
        {narrows && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={clear}>
            Clear
          </Button>
        )}
      </div>
    </search>
  )
}
