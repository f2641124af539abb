import { ActionIcon, Button, Popover, Select, Stack, Tooltip } from '@mantine/core'
import { IconChartBar, IconLayoutKanban, IconList, IconStack2 } from '@tabler/icons-react'
import type { ListFieldInfo } from '../contract.ts'
import { byWord } from './groups.tsx'
import { type Look, type Shape, shapes } from './list-state.ts'
import css from './lists.module.css'

const words: Record<Shape, { label: string; icon: typeof IconList }> = {
  list: { label: 'List', icon: IconList },
  board: { label: 'Board', icon: IconLayoutKanban },
  chart: { label: 'Chart', icon: IconChartBar },
}

type ShapeMenuProps = {
  look: Look
  onChange: (change: Partial<Look>) => void
  fields: readonly ListFieldInfo[]
  /** Fields that a board can stand on. */
  boardFields: readonly string[]
  /** What it is divided by now. */
  by: string | null
  /** Opens or closes all groups of the list. */
  onAll: ((open: boolean) => void) | undefined
}

/** List, board or chart, and what it is divided by. */
export function ShapeMenu({ look, onChange, fields, boardFields, by, onAll }: ShapeMenuProps) {
  const offered = fields.filter((it) => (look.as === 'board' ? boardFields.includes(it.id) : it.groups))
  const sums = fields.filter((it) => (it.kind === 'number' || it.kind === 'money') && it.sorts)
  const field = fields.find((it) => it.id === by)
  const usable = shapes.filter((it) => it !== 'board' || boardFields.length > 0)
  return (
    <>
      <fieldset className={css.shapes} aria-label="Show as">
        {usable.map((shape) => {
          const { label, icon: Icon } = words[shape]
          return (
            <Tooltip key={shape} label={label}>
              <ActionIcon
                size="sm"
                aria-label={label}
                aria-pressed={look.as === shape}
                variant={look.as === shape ? 'filled' : 'subtle'}
                onClick={() => onChange({ as: shape })}
              >
                <Icon size={15} />
              </ActionIcon>
            </Tooltip>
          )
        })}
      </fieldset>
      <Popover position="bottom-end" trapFocus returnFocus withRoles={false}>
        <Popover.Target>
          <Button
            size="compact-sm"
            variant={by ? 'light' : 'subtle'}
            color="gray"
            leftSection={<IconStack2 size={14} />}
          >
            {field ? `By ${byWord(field)}` : 'Group'}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="sm" w={260}>
          <Stack gap="xs">
            <Select
              label={look.as === 'board' ? 'Columns' : look.as === 'chart' ? 'A bar for each' : 'Group by'}
              size="xs"
              searchable
              clearable={look.as === 'list'}
              clearButtonProps={{ 'aria-label': 'No groups' }}
              placeholder="No groups"
              data={offered.map((it) => ({
                value: it.id,
                label: it.kind === 'date' ? `${it.label} (month)` : it.label,
              }))}
              value={by}
              onChange={(group) => onChange({ group })}
              comboboxProps={{ withinPortal: false }}
            />
            {by && sums.length > 0 && (
              <Select
                label="Sum of"
                size="xs"
                searchable
                clearable
                clearButtonProps={{ 'aria-label': 'Count only' }}
                placeholder="Count only"
                data={sums.map((it) => ({ value: it.id, label: it.label }))}
                value={look.sum}
                onChange={(sum) => onChange({ sum })}
                comboboxProps={{ withinPortal: false }}
              />
            )}
            {look.as === 'list' && by && onAll && (
              <Button.Group>
                <Button size="compact-sm" variant="default" fullWidth onClick={() => onAll(true)}>
                  Open all
                </Button>
                <Button size="compact-sm" variant="default" fullWidth onClick={() => onAll(false)}>
                  Close all
                </Button>
              </Button.Group>
            )}
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
