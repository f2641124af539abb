import { ActionIcon, Button, Menu, Popover, Stack, Switch, TextInput } from '@mantine/core'
import { IconDots, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { formatNumber } from '#ui/format'
import css from './filter.module.css'

export type View = { id: string; name: string; shared?: boolean | undefined; count?: number | undefined }

type SavedViewsProps = {
  views: View[]
  /** Null is the tab of everything. */
  active: string | null
  onPick: (id: string | null) => void
  allLabel?: string | undefined
  /** Filter, sort or columns differ from what the view holds. */
  dirty?: boolean | undefined
  onSave?: ((name: string, shared: boolean) => void) | undefined
  onUpdate?: (() => void) | undefined
  onRename?: ((id: string, name: string) => void) | undefined
  onRemove?: ((id: string) => void) | undefined
}

type NameProps = {
  label: string
  first: string
  shareable: boolean
  onDone: (name: string, shared: boolean) => void
}

function NameForm({ label, first, shareable, onDone }: NameProps) {
  const [name, setName] = useState(first)
  const [shared, setShared] = useState(false)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) onDone(name.trim(), shared)
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Name"
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {shareable && (
          <Switch
            label="Everybody sees it"
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <Button type="submit" disabled={!name.trim()}>
          {label}
        </Button>
      </Stack>
    </form>
  )
}

/** Named filters as tabs; a changed one can be saved over or beside. */
export function SavedViews({
  views,
  active,
  onPick,
  allLabel = 'All',
  dirty,
  onSave,
  onUpdate,
  onRename,
  onRemove,
}: SavedViewsProps) {
  const [naming, setNaming] = useState<'save' | 'rename' | null>(null)
  const current = views.find((view) => view.id === active)
  const tab = (id: string | null, name: string, view?: View) => (
    <button key={id ?? 'all'} type="button" aria-pressed={active === id} onClick={() => onPick(id)}>
      {view?.shared && <IconUsers size={13} aria-label="Shared" />}
      {name}
      {view?.count !== undefined && <span className="b-number">{formatNumber(view.count)}</span>}
      {dirty && active === id && <i title="Changed" />}
    </button>
  )
  return (
    <nav className={css.views} aria-label="Views">
      {tab(null, allLabel)}
      {views.map((view) => tab(view.id, view.name, view))}
      <Popover
        opened={naming !== null}
        onChange={() => setNaming(null)}
        position="bottom-start"
        trapFocus
        withRoles={false}
        returnFocus
      >
        <Popover.Target>
          <span className={css.viewActs}>
            {dirty && current && onUpdate && (
              <Button size="compact-sm" variant="default" onClick={onUpdate}>
                Update “{current.name}”
              </Button>
            )}
            {dirty && onSave && (
              <Button size="compact-sm" variant="default" onClick={() => setNaming('save')}>
                Save as view
              </Button>
            )}
            {current && (onRename || onRemove) && (
              <Menu position="bottom-start">
                <Menu.Target>
                  <ActionIcon size="sm" aria-label={`More for the view ${current.name}`}>
                    <IconDots size={15} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {onRename && <Menu.Item onClick={() => setNaming('rename')}>Rename</Menu.Item>}
                  {onRemove && (
                    <Menu.Item color="red" onClick={() => onRemove(current.id)}>
                      Remove the view
                    </Menu.Item>
                  )}
                </Menu.Dropdown>
              </Menu>
            )}
          </span>
        </Popover.Target>
        <Popover.Dropdown>
          {naming && (
            <NameForm
              label={naming === 'save' ? 'Save' : 'Rename'}
              first={naming === 'rename' ? (current?.name ?? '') : ''}
              shareable={naming === 'save'}
              onDone={(name, shared) => {
                if (naming === 'save') onSave?.(name, shared)
                else if (current) onRename?.(current.id, name)
                setNaming(null)
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
    </nav>
  )
}
