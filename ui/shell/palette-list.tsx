import '@mantine/spotlight/styles.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconArrowRight, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Keys } from '#ui/keys'
import type { Command, Find, Found } from './screen.ts'
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

const byGroup = <T extends { group?: string | undefined }>(items: T[], other: string): [string, T[]][] => [
  ...Map.groupBy(items, (item) => item.group ?? other),
]

function useFound(query: string, find: Find | undefined): Found[] {
  const [found, setFound] = useState<Found[]>([])
  useEffect(() => {
    if (!find || query.trim().length < 2) {
      setFound([])
      return
    }
    const abort = new AbortController()
    const timer = setTimeout(() => {
      find(query, abort.signal).then(
        (results) => !abort.signal.aborted && setFound(results),
        () => !abort.signal.aborted && setFound([]), // commands still work; the screens say that the server is away
      )
    }, settleMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query, find])
  return found
}

export default function PaletteList({ commands, find }: { commands: Command[]; find?: Find | undefined }) {
  const go = useGo()
  const [query, setQuery] = useState('')
  const found = useFound(query, find)
  useEffect(() => {
    spotlight.open()
    return () => spotlight.close()
  }, [])
  const matches = matching(commands, query)
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={() => paletteOpen.set(false)}
      shortcut={null}
      aria-label="Search or do something"
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
      <Spotlight.ActionsList>
        {byGroup(found, 'Found').map(([group, items]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {items.map((item) => (
              <Spotlight.Action
                key={item.id}
                label={item.label}
                {...(item.sub ? { description: item.sub } : {})}
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
        {matches.length + found.length === 0 && (
          <Spotlight.Empty>Nothing is called that. Try fewer letters.</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
