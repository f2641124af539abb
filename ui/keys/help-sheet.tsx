import { Modal } from '@mantine/core'
import { useState } from 'react'
import { Keys } from './key-caps.tsx'
import css from './keys.module.css'
import { useKeys, useRegisteredKeys } from './keys.ts'

/** The sheet behind `?`: made from what is registered at this moment, so it can't be out of date. */
export function HelpSheet() {
  const [open, setOpen] = useState(false)
  const groups = useRegisteredKeys()
  useKeys({ '?': { says: 'Show these keys', run: () => setOpen(true) } }, { group: 'Everywhere' })
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      title="Keys"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
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
