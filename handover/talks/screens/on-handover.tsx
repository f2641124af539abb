import { useQuery } from '@tanstack/react-query'
import { nextAct } from '#handover/handovers/screens'
import { WriteButton } from '#sales/conversations/screens'
import { orpc } from '#ui/client'
import type { PanelProps } from '#ui/shell'

/** Writing from the card: a mail that goes out counts as a try by itself. */
export default function OnHandover({ id }: PanelProps) {
  return id ? <Write id={id} /> : null
}

function Write({ id }: { id: string }) {
  const { data: card } = useQuery(orpc.handovers.get.queryOptions({ input: { id } }))
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  if (!card?.contactId || card.hidden || !card.may.attempt || !card.who.email) return null
  return (
    <WriteButton
      of={{ contactId: card.contactId, handoverId: id }}
      act
      main={nextAct(card) === 'write'}
      suggested={{
        subject: card.lane === 'asked' && firm ? `Your request to ${firm.name}` : '',
        text: card.attempts.length === 0 ? `${card.first}\n\n` : '',
      }}
    />
  )
}
