import { Button, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { formatDateTime } from '#ui/format'
import { confirm, Notice, toast } from '#ui/pieces'
import { useViewer } from '#ui/shell'
import css from './outbox.module.css'
import {
  dropKept,
  type Kept,
  rememberedMember,
  rememberMember,
  sendKept,
  tryAgain,
  useOutbox,
} from './outbox.ts'

const againMs = 15_000

/** Says that something waits on this device, sends it when the network is back, and shows what was refused. */
export function OutboxBar() {
  const viewer = useViewer()
  const memberId = viewer?.id ?? rememberedMember()
  const all = useOutbox(memberId)
  const [open, setOpen] = useState(false)
  const waiting = all.filter(({ refused }) => !refused).length
  useEffect(() => {
    if (viewer) rememberMember(viewer.id)
  }, [viewer])
  useEffect(() => {
    // Whose it is may be remembered; who is signed in must be known, or it goes out as somebody else's.
    if (waiting === 0 || !viewer) return
    const send = async () => {
      const sent = await sendKept(viewer.id)
      if (sent > 0)
        toast(
          sent === 1 ? 'What you wrote has gone out.' : `${sent} things that you wrote have gone out.`,
          'green',
        )
    }
    void send()
    const timer = setInterval(() => void send(), againMs)
    addEventListener('online', send)
    return () => {
      clearInterval(timer)
      removeEventListener('online', send)
    }
  }, [waiting, viewer])
  if (all.length === 0) return null
  const refused = all.length - waiting
  return (
    <>
      <div className={css.bar} role="status" data-refused={refused > 0 || undefined}>
        <span>
          {refused > 0
            ? `${refused} of what you wrote without a network ${refused === 1 ? 'was' : 'were'} not taken`
            : `${waiting} on this device ${waiting === 1 ? 'goes' : 'go'} out when the network is back`}
        </span>
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          Show
        </Button>
      </div>
      <Modal opened={open} onClose={() => setOpen(false)} title="Written without a network">
        <ul className={css.list}>
          {all.map((it) => (
            <Item key={it.id} it={it} />
          ))}
        </ul>
      </Modal>
    </>
  )
}

function Item({ it }: { it: Kept }) {
  const drop = async () => {
    const sure = await confirm({
      title: 'Throw this away?',
      body: 'It is on this device alone and can’t be brought back.',
      action: 'Throw away',
      danger: true,
    })
    if (sure) dropKept(it.id)
  }
  return (
    <li>
      <p dir="auto">{it.label}</p>
      <p className={css.dim}>{formatDateTime(new Date(it.at))}</p>
      {it.refused && <Notice accent="red" title={it.refused} />}
      <span className={css.acts}>
        {it.refused && (
          <Button size="compact-sm" variant="default" onClick={() => tryAgain(it.id)}>
            Try again
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="red" onClick={() => void drop()}>
          Throw away
        </Button>
      </span>
    </li>
  )
}
