import { CloseButton, Menu, Popover, TextInput } from '@mantine/core'
import { IconFilter, IconPlus, IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { FoundNames } from '#ui/form'
import { ConditionEditor } from './condition-editor.tsx'
import css from './filter.module.css'
import {
  type Condition,
  type FilterField,
  type FilterGroup,
  isGroup,
  noFilter,
  operatorsOf,
  valueText,
  wordOf,
} from './filter.ts'

type ChipProps = {
  field: FilterField
  condition: Condition
  fresh: boolean
  onChange: (condition: Condition) => void
  onRemove: () => void
}

function Chip({ field, condition, fresh, onChange, onRemove }: ChipProps) {
  const [open, setOpen] = useState(fresh)
  const isFound = field.finding && Array.isArray(condition.value) && condition.value.length > 0
  const value = isFound ? (
    <FoundNames finding={field.finding!} ids={[condition.value ?? []].flat()} />
  ) : (
    valueText(field, condition)
  )
  return (
    <span className={css.chip}>
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <button type="button" onClick={() => setOpen(!open)}>
            <span>{field.label}</span> <i>{wordOf(condition.operator, field.kind)}</i>{' '}
            {value && <b>{value}</b>}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <ConditionEditor field={field} condition={condition} onChange={onChange} />
        </Popover.Dropdown>
      </Popover>
      <button type="button" aria-label={`Remove the filter on ${field.label}`} onClick={onRemove}>
        <IconX size={13} />
      </button>
    </span>
  )
}

/** Of a field that was archived, or that one may not see any more: the list can't be asked for it, so it goes alone. */
function GoneChip({ onRemove }: { onRemove: () => void }) {
  return (
    <span className={css.chip}>
      <span className={css.gone}>a field that is gone</span>
      <button type="button" aria-label="Remove the filter on a field that is gone" onClick={onRemove}>
        <IconX size={13} />
      </button>
    </span>
  )
}

type GroupProps = {
  fields: FilterField[]
  group: FilterGroup
  depth: number
  onChange: (group: FilterGroup) => void
  onRemove?: () => void
}
const deepest = 2

function Conditions({ fields, group, depth, onChange, onRemove }: GroupProps) {
  const [fresh, setFresh] = useState(-1)
  const replace = (at: number, item: Condition | FilterGroup) =>
    onChange({ ...group, items: group.items.with(at, item) })
  const remove = (at: number) => onChange({ ...group, items: group.items.toSpliced(at, 1) })
  const add = (item: Condition | FilterGroup) => {
    setFresh(group.items.length)
    onChange({ ...group, items: [...group.items, item] })
  }
  return (
    <span className={depth > 0 ? css.group : css.flat}>
      {group.match === 'none' && (
        <button
          type="button"
          className={css.match}
          aria-label="None of these; change to any of them"
          onClick={() => onChange({ ...group, match: 'any' })}
        >
          none of
        </button>
      )}
      {group.items.map((item, at) => {
        const field = isGroup(item) ? undefined : fields.find((each) => each.id === item.field)
        return (
          <span key={at} className={css.item}>
            {at > 0 && group.match === 'none' && <span className={css.joint}>or</span>}
            {at > 0 && group.match !== 'none' && (
              <button
                type="button"
                className={css.match}
                aria-label={group.match === 'all' ? 'and; change to or' : 'or; change to and'}
                onClick={() => onChange({ ...group, match: group.match === 'all' ? 'any' : 'all' })}
              >
                {group.match === 'all' ? 'and' : 'or'}
              </button>
            )}
            {isGroup(item) ? (
              <Conditions
                fields={fields}
                group={item}
                depth={depth + 1}
                onChange={(next) => replace(at, next)}
                onRemove={() => remove(at)}
              />
            ) : field ? (
              <Chip
                field={field}
                condition={item}
                fresh={at === fresh}
                onChange={(next) => replace(at, next)}
                onRemove={() => remove(at)}
              />
            ) : (
              // Before it is known what there is, nothing is gone.
              fields.length > 0 && <GoneChip onRemove={() => remove(at)} />
            )}
          </span>
        )
      })}
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={css.add} aria-label={depth > 0 ? 'Add to the group' : 'Filter'}>
            {group.items.length > 0 || depth > 0 ? (
              <IconPlus size={14} />
            ) : (
              <>
                <IconFilter size={14} /> Filter
              </>
            )}
          </button>
        </Menu.Target>
        <Menu.Dropdown className={css.fields ?? ''}>
          {fields.map((field) => (
            <Menu.Item
              key={field.id}
              onClick={() =>
                add({ field: field.id, operator: operatorsOf[field.kind][0] ?? 'is', value: null })
              }
            >
              {field.label}
            </Menu.Item>
          ))}
          {depth < deepest && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconPlus size={14} />}
                onClick={() => add({ match: group.match === 'all' ? 'any' : 'all', items: [] })}
              >
                Group of {group.match === 'all' ? 'alternatives (or)' : 'conditions (and)'}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconPlus size={14} />}
                onClick={() => add({ match: 'none', items: [] })}
              >
                Group of exceptions (not)
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {onRemove && (
        <button type="button" className={css.add} aria-label="Remove the group" onClick={onRemove}>
          <IconX size={13} />
        </button>
      )}
    </span>
  )
}

type FilterBarProps = {
  fields: FilterField[]
  value: FilterGroup
  onChange: (group: FilterGroup) => void
  search?: string | undefined
  onSearch?: ((text: string) => void) | undefined
  searchLabel?: string | undefined
  /** At the beginning: a search box of the screen's own. */
  before?: ReactNode
  /** At the end: switches between list, board, chart. */
  children?: ReactNode
}

/** What is shown and what isn't: text search, and conditions as chips that open into their editor. */
export function FilterBar({
  fields,
  value,
  onChange,
  search,
  onSearch,
  searchLabel = 'Find',
  before,
  children,
}: FilterBarProps) {
  return (
    <search className={css.bar} aria-label="Filter">
      {before}
      {onSearch && (
        <TextInput
          className={css.search ?? ''}
          size="xs"
          aria-label={searchLabel}
          placeholder={searchLabel}
          leftSection={<IconSearch size={14} />}
          rightSection={
            search ? <CloseButton size="xs" aria-label="Clear" onClick={() => onSearch('')} /> : null
          }
          value={search ?? ''}
          onChange={(event) => onSearch(event.currentTarget.value)}
        />
      )}
      <Conditions fields={fields} group={value} depth={0} onChange={onChange} />
      {value.items.length > 0 && (
        <button type="button" className={css.clear} onClick={() => onChange(noFilter)}>
          Clear
        </button>
      )}
      {children && <span className={css.end}>{children}</span>}
    </search>
  )
}
