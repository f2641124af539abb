import { useEffect, useRef, useSyncExternalStore } from 'react'

type Run = (event: KeyboardEvent) => void
/** What a key does; with `says` it is listed on the help sheet. `native`: the browser does it, as it copies and pastes. */
export type KeyAct = Run | { says: string; run: Run } | { says: string; native: true }
export type KeyMap = Record<string, KeyAct>
type Layer = { id: number; group: string; keys: () => KeyMap }

const chordMs = 900
let layers: Layer[] = []
let counter = 0
let pending: { key: string; until: number } | undefined
const listeners = new Set<() => void>()

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isTickBox(target)))
const isTickBox = (target: HTMLElement) =>
  target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type)
const isPressed = (target: EventTarget | null, key: string) =>
  target instanceof HTMLElement &&
  (key === 'Enter' || key === ' ') &&
  target.closest('button, a[href], summary, [role="menuitem"], [role="option"], [role="tab"], input') !== null

/** `mod` is Cmd on a Mac and Ctrl elsewhere; Shift is named only where the key itself doesn't tell. */
function nameOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'Space' : event.key
  const mod = event.metaKey || event.ctrlKey ? 'mod+' : ''
  const alt = event.altKey ? 'alt+' : ''
  const shift = event.shiftKey && key.length > 1 ? 'shift+' : ''
  return mod + alt + shift + (key.length === 1 && mod ? key.toLowerCase() : key)
}

function find(name: string): KeyAct | undefined {
  for (const layer of layers.toReversed()) {
    const act = layer.keys()[name]
    if (act) return act
  }
  return undefined
}

const begins = (name: string) =>
  layers.some((layer) => Object.keys(layer.keys()).some((key) => key.startsWith(`${name} `)))

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const name = nameOf(event)
  const far = name === 'Escape' || name.startsWith('mod+')
  if (!far && (isTyping(event.target) || isPressed(event.target, event.key))) return
  if (
    event.target instanceof Element &&
    event.target.closest('[aria-modal="true"], [role="menu"], [role="listbox"]') &&
    !name.startsWith('mod+')
  )
    return
  const chord = pending && event.timeStamp < pending.until ? `${pending.key} ${name}` : undefined
  pending = undefined
  const act = (chord && find(chord)) || find(name)
  if (act && 'native' in act) return
  if (act) {
    event.preventDefault()
    ;(typeof act === 'function' ? act : act.run)(event)
  } else if (begins(name)) pending = { key: name, until: event.timeStamp + chordMs }
}

const announce = () => {
  layers = [...layers]
  for (const listener of listeners) listener()
}

/**
 * Binds keys while the component is mounted: `'j'`, `'g p'` (one after the other), `'mod+k'`, `'Escape'`. Later layers
 * win over earlier ones. Silent while someone types, except Escape and mod+….
 */
export function useKeys(
  keys: KeyMap,
  { group = 'Here', when = true }: { group?: string; when?: boolean } = {},
): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!when) return
    const layer: Layer = { id: ++counter, group, keys: () => latest.current }
    if (layers.length === 0) document.addEventListener('keydown', onKey)
    layers.push(layer)
    announce()
    return () => {
      layers = layers.filter((each) => each !== layer)
      if (layers.length === 0) document.removeEventListener('keydown', onKey)
      announce()
    }
  }, [group, when])
}

/** What the help sheet lists: every key that says what it does, by group. */
export function useRegisteredKeys(): { group: string; keys: { key: string; says: string }[] }[] {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => layers,
  )
  const groups = new Map<string, Map<string, string>>()
  for (const layer of now)
    for (const [key, act] of Object.entries(layer.keys()))
      if (typeof act !== 'function') {
        const group = groups.get(layer.group) ?? new Map<string, string>()
        groups.set(layer.group, group.set(key, act.says))
      }
  return [...groups].map(([group, keys]) => ({
    group,
    keys: [...keys].map(([key, says]) => ({ key, says })),
  }))
}
