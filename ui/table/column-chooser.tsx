import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { Loading } from '#ui/pieces'
import type { ChoicesProps } from './column-choices.tsx'
import css from './column-chooser.module.css'

const ColumnChoices = lazy(
  () => import('./column-choices.tsx'),
) as typeof import('./column-choices.tsx').default

/** Which columns are shown, and in which order; what it takes to drag them is loaded when it is opened. */
export function ColumnChooser<Row>(props: ChoicesProps<Row>) {
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label="Choose columns">
          <ActionIcon size="sm" aria-label="Choose columns">
            <IconColumns3 size={15} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={css.chooserList ?? ''}>
        <Suspense fallback={<Loading lines={4} />}>
          <ColumnChoices {...props} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
