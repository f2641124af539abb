import { useQuery } from '@tanstack/react-query'
import { WriteButton } from '#sales/conversations/screens'
import { orpc } from '#ui/client'
import { Section } from '#ui/record'
import type { PanelProps } from '#ui/shell'

/** Writing from the card: a mail that goes out counts as a try by itself. */
export default function OnHandover({ id }: PanelProps) {
  return id ? <Write id={id} /> : null
}

function Write({ id }: { id: string }) {
  const { data: card } = useQuery(orpc.handovers.get.queryOptions({ input: { id } }))
  if (!card?.contactId || card.hidden || !card.may.attempt) return null
  return (
    <Section title="Mail" actions={<WriteButton of={{ contactId: card.contactId, handoverId: id }} />}>
      <p>A mail that goes out counts as a try, at the moment it was sent.</p>
    </Section>
  )
}
