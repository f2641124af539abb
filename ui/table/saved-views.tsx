import { ActionIcon, Button, Menu, Popover, Radio, Stack, TextInput } from '@mantine/core'
import { IconDots, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { formatNumber } from '#ui/format'
import css from './filter.module.css'

export type SeenBy = 'own' | 'team' | 'all'
export type View = {
  id: string
  name: string
  seenBy?: SeenBy | undefined
  /** Whose it is, where it is a colleague's. */
  maker?: string | undefined
  /** It may be looked at, and not changed. */
  fixed?: boolean | undefined
  count?: number | undefined
}

type SavedViewsProps = {
  views: View[]
  /** Null is the tab of everything. */
  active: string | null
  onPick: (id: string | null) => void
  allLabel?: string | undefined
  /** Filter, sort or columns differ from what the view holds. */
  dirty?: boolean | undefined
  /** There is a team to share with. */
  teams?: boolean | undefined
  /** There are colleagues to share with. */
  shareable?: boolean | undefined
  /** What the active view holds is shown again. */
  onReset?: (() => void) | undefined
  onSave?: ((name: string, seenBy: SeenBy) => void) | undefined
  onUpdate?: (() => void) | undefined
  onRename?: ((id: string, name: string, seenBy: SeenBy) => void) | undefined
  onRemove?: ((id: string) => void) | undefined
}

type NameProps = {
  label: string
  first: string
  seenBy: SeenBy
  shareable: boolean
  teams: boolean
  onDone: (name: string, seenBy: SeenBy) => void
}

function NameForm({ label, first, seenBy: seenByFirst, shareable, teams, onDone }: NameProps) {
  const [name, setName] = useState(first)
  const [seenBy, setSeenBy] = useState(seenByFirst)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) onDone(name.trim(), seenBy)
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
          <Radio.Group label="Who sees it" value={seenBy} onChange={(next) => setSeenBy(next as SeenBy)}>
            <Stack gap={6} mt={6}>
              <Radio value="own" label="Only me" />
              {teams && <Radio value="team" label="My team" />}
              <Radio value="all" label="Everybody" />
            </Stack>
          </Radio.Group>
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
  teams = false,
  shareable = true,
  onReset,
  onSave,
  onUpdate,
  onRename,
  onRemove,
}: SavedViewsProps) {
  const [naming, setNaming] = useState<'save' | 'rename' | null>(null)
  const current = views.find((view) => view.id === active)
  const tab = (id: string | null, name: string, view?: View) => (
    <button
      key={id ?? 'all'}
      type="button"
      title={view?.maker && `Made by ${view.maker}`}
      aria-pressed={active === id}
      onClick={() => onPick(id)}
    >
      {view?.seenBy && view.seenBy !== 'own' && <IconUsers size={13} aria-label="Shared" />}
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
            {dirty && current && !current.fixed && onUpdate && (
              <Button size="compact-sm" variant="default" onClick={onUpdate}>
                Update “{current.name}”
              </Button>
            )}
            {dirty && onSave && (
              <Button size="compact-sm" variant="default" onClick={() => setNaming('save')}>
                Save as view
              </Button>
            )}
            {dirty && current && onReset && (
              <Button size="compact-sm" variant="subtle" color="gray" onClick={onReset}>
                Reset
              </Button>
            )}
            {current && !current.fixed && (onRename || onRemove) && (
              <Menu position="bottom-start">
                <Menu.Target>
                  <ActionIcon size="sm" aria-label={`More for the view ${current.name}`}>
                    <IconDots size={15} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {onRename && <Menu.Item onClick={() => setNaming('rename')}>Rename or share</Menu.Item>}
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
              label="Save"
              first={naming === 'rename' ? (current?.name ?? '') : ''}
              seenBy={naming === 'rename' ? (current?.seenBy ?? 'own') : 'own'}
              shareable={shareable}
              teams={teams}
              onDone={(name, seenBy) => {
                if (naming === 'save') onSave?.(name, seenBy)
                else if (current) onRename?.(current.id, name, seenBy)
                setNaming(null)
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
    </nav>
  )
}
