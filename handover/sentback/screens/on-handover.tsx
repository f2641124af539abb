import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '#ui/client'
import { Section } from '#ui/record'
import type { PanelProps } from '#ui/shell'
import { type Act, Item } from './item.tsx'

/** On the card of what was sent back: what marketing and a manager said of it, and to answer there. */
export default function OnHandover({ id }: PanelProps) {
  const [open, setOpen] = useState<Act | null>(null)
  const { data } = useQuery(
    orpc.sendBacks.list.queryOptions({
      input: { id: id ?? '' },
      enabled: id !== undefined,
      meta: { topics: ['handovers'] },
    }),
  )
  const row = data?.rows[0]
  if (!row) return null
  return (
    <Section title="Sent back">
      <Item row={row} open={open} onOpen={setOpen} named={false} />
    </Section>
  )
}
