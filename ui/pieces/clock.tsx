import { Tooltip } from '@mantine/core'
import { IconCheck, IconClock, IconClockPause, IconFlame } from '@tabler/icons-react'
import { formatDateTime, formatSpan, useNow } from '#ui/format'
import { Tag } from './tag.tsx'

const defaultAmberMs = 60 * 60_000
const amberShare = 0.2

type ClockProps = {
  dueAt: Date
  /** When it began; the last fifth of the time turns amber. Without it, the last hour. */
  startedAt?: Date | undefined
  /** When the duty was met; the clock then says whether in time. */
  metAt?: Date | undefined
  /** What is due: "Answer". */
  label?: string | undefined
  /** Why it isn't running: "No cover until Monday". */
  waiting?: string | undefined
}

/** A due chip in words: time left, amber when short, overdue, met, or why it rests. */
export function Clock({ dueAt, startedAt, metAt, label, waiting }: ClockProps) {
  const now = useNow()
  const prefix = label ? `${label}: ` : ''
  const leftMs = dueAt.getTime() - now.getTime()
  const amberMs = startedAt ? (dueAt.getTime() - startedAt.getTime()) * amberShare : defaultAmberMs
  const face = () => {
    if (metAt && metAt <= dueAt)
      return { accent: 'green' as const, icon: <IconCheck size={13} />, text: 'in time' }
    if (metAt)
      return {
        accent: 'gray' as const,
        icon: <IconCheck size={13} />,
        text: `${formatSpan(metAt.getTime() - dueAt.getTime())} late`,
      }
    if (waiting) return { accent: 'gray' as const, icon: <IconClockPause size={13} />, text: waiting }
    if (leftMs < 0)
      return { accent: 'red' as const, icon: <IconFlame size={13} />, text: `${formatSpan(leftMs)} overdue` }
    const accent = leftMs < amberMs ? ('amber' as const) : ('gray' as const)
    return { accent, icon: <IconClock size={13} />, text: `${formatSpan(leftMs)} left` }
  }
  const { accent, icon, text } = face()
  return (
    <Tooltip label={`Due ${formatDateTime(dueAt)}`}>
      <span style={{ display: 'inline-flex', minWidth: 0 }}>
        <Tag accent={accent} icon={icon}>
          <span className="b-number">{prefix + text}</span>
        </Tag>
      </span>
    </Tooltip>
  )
}
