import css from './keys.module.css'

const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent)
const shown: Record<string, () => string> = {
  mod: () => (isMac() ? '⌘' : 'Ctrl'),
  alt: () => (isMac() ? '⌥' : 'Alt'),
  shift: () => '⇧',
  Enter: () => '↵',
  Escape: () => 'Esc',
  ArrowUp: () => '↑',
  ArrowDown: () => '↓',
  ArrowLeft: () => '←',
  ArrowRight: () => '→',
}
const cap = (key: string) =>
  shown[key]?.() ?? (key.length > 1 ? key : key === key.toLowerCase() ? key.toUpperCase() : `⇧ ${key}`)

/** Key caps for a shortcut: `mod+k`, `g p`. */
export function Keys({ of }: { of: string }) {
  return (
    <span className={css.keys}>
      {of.split(' ').map((step, at) => (
        <span key={step + at}>
          {at > 0 && <i>then</i>}
          {(step === '+' ? ['+'] : step.split('+')).map((key) => (
            <kbd key={key}>{cap(key)}</kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
