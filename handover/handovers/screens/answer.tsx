import { Button } from '@mantine/core'
import { useState } from 'react'
import { toast } from '#ui/pieces'
import type { HandoverListRow } from '../contract.ts'
import { useAccept } from './acts.tsx'
import css from './handovers.module.css'
import { useReload } from './refused.ts'
import { SendBackForm } from './send-back.tsx'

/** Answers an offer where it stands in a list. */
export function Answer({ row }: { row: HandoverListRow }) {
  const [sendingBack, setSendingBack] = useState(false)
  const reload = useReload()
  const accept = useAccept()
  if (row.state !== 'offered') return null
  if (sendingBack)
    return (
      <div className={css.inPlace}>
        <SendBackForm
          id={row.id}
          productLineId={row.productLine.id}
          onDone={() => {
            toast(`${row.title}: sent back.`, 'green')
            void reload()
          }}
          onCancel={() => setSendingBack(false)}
        />
      </div>
    )
  return (
    <div className={css.answer}>
      <Button
        size="compact-sm"
        aria-label={`Accept ${row.title}`}
        loading={accept.isPending}
        onClick={() => accept.mutate({ id: row.id })}
      >
        Accept
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Send ${row.title} back`}
        onClick={() => setSendingBack(true)}
      >
        Send back
      </Button>
    </div>
  )
}
