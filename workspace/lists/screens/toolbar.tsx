import { Button, Menu, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useMemo } from 'react'
import { FilterBar, type FilterField, type FilterGroup, type Sort } from '#ui/table'
import { findingOf } from '#workspace/fields/screens'
import type { ListFieldInfo } from '../contract.ts'
import css from './lists.module.css'

type ToolbarProps = {
  searchRef: RefObject<HTMLInputElement | null>
  searchLabel: string
  placeholder: string
  q: string
  onSearch: (q: string) => void
  fields: readonly ListFieldInfo[]
  filter: FilterGroup
  onFilter: (filter: FilterGroup) => void
  sort: Sort
  onSort: (sort: Sort) => void
  /** There is no head with the order, as on a phone. */
  headless: boolean
  /** At the end: what can be done with the whole list. */
  children?: ReactNode
}

/** Search as you type, conditions as chips, and on a phone the order, which a card has no head for. */
export function Toolbar({
  searchRef,
  searchLabel,
  placeholder,
  q,
  onSearch,
  fields,
  filter,
  onFilter,
  sort,
  onSort,
  headless,
  children,
}: ToolbarProps) {
  const filterFields = useMemo(
    () =>
      fields.map(
        (field): FilterField => ({
          id: field.id,
          label: field.label,
          kind: field.kind,
          options: field.options ?? undefined,
          currency: field.currency ?? undefined,
          finding: field.relatesTo ? findingOf(field.relatesTo) : undefined,
        }),
      ),
    [fields],
  )
  return (
    <FilterBar
      fields={filterFields}
      value={filter}
      onChange={onFilter}
      before={
        <TextInput
          ref={searchRef}
          className={css.search ?? ''}
          size="xs"
          aria-label={searchLabel}
          placeholder={placeholder}
          leftSection={<IconSearch size={14} />}
          rightSection={
            q ? (
              <button
                type="button"
                className={css.clear}
                aria-label="Clear the search"
                onClick={() => onSearch('')}
              >
                <IconX size={13} />
              </button>
            ) : null
          }
          value={q}
          onChange={(event) => onSearch(event.currentTarget.value)}
        />
      }
    >
      <span className={headless ? undefined : css.phoneSort}>
        <SortMenu fields={fields} sort={sort} onSort={onSort} />
      </span>
      {children}
    </FilterBar>
  )
}

function SortMenu({ fields, sort, onSort }: Pick<ToolbarProps, 'fields' | 'sort' | 'onSort'>) {
  const arrow = sort.direction === 'asc' ? <IconArrowUp size={14} /> : <IconArrowDown size={14} />
  const current = fields.find((field) => field.id === sort.column)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="default" rightSection={arrow}>
          {current?.label ?? 'Order'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={css.sorts ?? ''}>
        {fields
          .filter((field) => field.sorts)
          .map((field) => (
            <Menu.Item
              key={field.id}
              rightSection={field.id === sort.column ? arrow : null}
              onClick={() =>
                onSort({
                  column: field.id,
                  direction: field.id === sort.column && sort.direction === 'asc' ? 'desc' : 'asc',
                })
              }
            >
              {field.label}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
