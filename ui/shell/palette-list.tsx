import '@mantine/spotlight/styles.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconArrowRight, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Keys } from '#ui/keys'
import css from './palette.module.css'
import type { Command, Finder, Found } from './screen.ts'
import { paletteOpen } from './store.ts'
import { useGo } from './way.tsx'

const [store, spotlight] = createSpotlight()
const settleMs = 120
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Every typed word has to occur, accents and case ignored; what begins with it comes first. */
function matching(commands: Command[], query: string): Command[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  return commands
    .map((command) => ({
      command,
      text: plain(`${command.label} ${command.group ?? ''} ${command.words ?? ''}`),
    }))
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .sort(
      (one, other) =>
        Number(other.text.startsWith(words[0] ?? '')) - Number(one.text.startsWith(words[0] ?? '')),
    )
    .map(({ command }) => command)
}

/** Handed on to what scrolls, which the library's types don't say. */
const scrolledByKeys = { viewportProps: { tabIndex: 0 } }

/** The library does so when something is typed, and knows nothing of what comes after that. */
function selectFirst(): void {
  const list = document.getElementById(store.getState().listId)
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected')
  list?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  store.updateState((state) => ({ ...state, selected: 0 }))
}

const byGroup = <T extends { group?: string | undefined }>(items: T[], other: string): [string, T[]][] => [
  ...Map.groupBy(items, (item) => item.group ?? other),
]

/** What was found, and whether it is that of what is typed: until then what was found before stays. */
function useFound(query: string, finder: Finder | undefined): { found: Found[]; settled: boolean } {
  const [last, setLast] = useState<{ of: string; found: Found[] }>()
  useEffect(() => {
    if (!finder) return
    const abort = new AbortController()
    const settle = (found: Found[]) => !abort.signal.aborted && setLast({ of: query, found })
    const timer = setTimeout(
      () => finder.look(query, abort.signal).then(settle, () => settle([])), // commands still work; the screens say that the server is away
      query ? settleMs : 0,
    )
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query, finder])
  return { found: last?.found ?? [], settled: !finder || last?.of === query }
}

type PaletteProps = { commands: Command[]; finder?: Finder | undefined }

export default function PaletteList({ commands, finder }: PaletteProps) {
  const go = useGo()
  const [query, setQuery] = useState('')
  const { found, settled } = useFound(query, finder)
  useEffect(() => {
    spotlight.open()
    return () => spotlight.close()
  }, [])
  const matches = matching(commands, query)
  // What came meanwhile stands first, and Enter is for the first.
  useEffect(() => {
    if (found.length > 0) selectFirst()
  }, [found])
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={() => paletteOpen.set(false)}
      shortcut={null}
      attributes={{ content: { 'aria-label': 'Search or do something' } }}
      centered={false}
      yOffset="14vh"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      scrollable
      maxHeight={440}
      radius="lg"
    >
      <Spotlight.Search
        placeholder="Search or do something"
        aria-label="Search or do something"
        leftSection={<IconSearch size={17} />}
      />
      <Spotlight.ActionsList {...scrolledByKeys}>
        {byGroup(found, 'Found').map(([group, items]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {items.map((item) => (
              <Spotlight.Action
                key={item.id}
                label={item.label}
                {...(item.sub ? { description: item.sub } : {})}
                leftSection={item.icon}
                onClick={() => go(item.to)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {byGroup(matches, 'Do').map(([group, items]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {items.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.label}
                leftSection={command.icon ?? <IconArrowRight size={16} />}
                rightSection={command.keys && <Keys of={command.keys} />}
                onClick={() => (command.to ? go(command.to) : command.run?.())}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {matches.length + found.length === 0 && settled && (
          <Spotlight.Empty>Nothing is called that. Try fewer letters.</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
      {finder && (found.length === 0 || !query) && (
        <Spotlight.Footer className={css.finds}>{finder.says}</Spotlight.Footer>
      )}
    </Spotlight.Root>
  )
}
