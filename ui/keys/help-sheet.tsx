import { Modal } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { Keys } from './key-caps.tsx'
import css from './keys.module.css'
import { useKeys, useRegisteredKeys } from './keys.ts'

let open = false
const listeners = new Set<() => void>()
const setOpen = (next: boolean) => {
  open = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Shows the sheet of keys. */
export const openHelp = () => setOpen(true)

/** The sheet behind `?`: made from what is registered at this moment, so it can't be out of date. */
export function HelpSheet() {
  const shown = useSyncExternalStore(subscribe, () => open)
  const groups = useRegisteredKeys()
  useKeys({ '?': { says: 'Show these keys', run: openHelp } }, { group: 'Everywhere' })
  return (
    <Modal opened={shown} onClose={() => setOpen(false)} title="Keys" size="lg">
      <div className={css.sheet}>
        {groups.map(({ group, keys }) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {keys.map(({ key, says }) => (
                <div key={key}>
                  <dt>{says}</dt>
                  <dd>
                    <Keys of={key} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
