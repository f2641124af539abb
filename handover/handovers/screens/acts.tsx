import { Button } from '@mantine/core'
import { IconCheck, IconMail, IconPhone } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { telephone } from '#ui/format'
import { type KeyMap, useKeys } from '#ui/keys'
import { toast } from '#ui/pieces'
import { Slot, useGo } from '#ui/shell'
import type { Card } from '../contract.ts'
import { HandOnForm, OfferForm } from './hand-on.tsx'
import css from './handovers.module.css'
import { nextAct } from './next-act.ts'
import { useRefused, useReload } from './refused.ts'
import { SendBackForm } from './send-back.tsx'
import { WithdrawForm } from './withdraw.tsx'

/** Accepts, and says so; whoever was quicker is named and what is shown is fetched anew. */
export function useAccept() {
  const reload = useReload()
  const refused = useRefused()
  return useMutation(
    orpc.handovers.accept.mutationOptions({
      onSuccess: () => {
        toast('It is yours.', 'green')
        void reload()
      },
      onError: refused,
    }),
  )
}

export type Open = 'send_back' | 'call' | 'attempt' | 'hand_on' | 'offer' | 'withdraw' | null

/** What the viewer may do with the card: one thumb's reach on a phone, a key each on the desk. */
export function Acts({ card, open, setOpen }: { card: Card; open: Open; setOpen: (open: Open) => void }) {
  const reload = useReload()
  const accept = useAccept()
  const close = () => setOpen(null)
  const go = useGo()
  const { may } = card
  const writes = may.attempt && !card.hidden && card.contactId !== null && card.who.email !== null
  const phone = may.attempt && !card.hidden ? card.who.phone : null
  const take = () => {
    if (!accept.isPending) accept.mutate({ id: card.id })
  }
  const keys: KeyMap = {
    ...(may.answer && { a: { says: 'Accept', run: take } }),
    ...(may.sendBack && { b: { says: 'Send back', run: () => setOpen('send_back') } }),
    ...(may.handOn && { h: { says: 'Hand on', run: () => setOpen('hand_on') } }),
    ...(may.attempt && { t: { says: 'Log a try', run: () => setOpen('attempt') } }),
    ...(may.withdraw && { w: { says: 'Withdraw', run: () => setOpen('withdraw') } }),
    ...(may.assign && { o: { says: 'Offer', run: () => setOpen('offer') } }),
  }
  useKeys(keys, { group: 'This handover', when: open === null })
  useKeys({ Escape: close }, { group: 'This handover', when: open !== null })
  const done = (message: string) => {
    close()
    toast(message, 'green')
    void reload()
  }
  if (open === 'send_back' && may.sendBack)
    return (
      <SendBackForm
        id={card.id}
        productLineId={card.productLine.id}
        onDone={() => done('Sent back.')}
        onCancel={close}
      />
    )
  if ((open === 'call' || open === 'attempt') && may.attempt) return null // it stands beside the number and their words
  if (open === 'hand_on' && may.handOn) return <HandOnForm card={card} onDone={done} onCancel={close} />
  if (open === 'offer' && may.assign) return <OfferForm card={card} onDone={done} onCancel={close} />
  if (open === 'withdraw' && may.withdraw)
    return <WithdrawForm id={card.id} onDone={() => done('Withdrawn.')} onCancel={close} />
  const dealId = card.deal?.id ?? card.signalToDeal
  const main = nextAct(card)
  if (Object.keys(keys).length === 0 && !dealId) return null
  const deal = (
    <>
      {card.state === 'working' && card.contactId && !card.deal && (
        <Button
          variant={main === 'make' ? 'filled' : 'default'}
          onClick={() => go(`/sales/deals/new?contact=${card.contactId}&lead=${card.leadId ?? ''}`)}
        >
          Make a deal
        </Button>
      )}
      {dealId && (
        <Button variant={main === 'deal' ? 'filled' : 'default'} onClick={() => go(`/sales/deals/${dealId}`)}>
          Open the deal
        </Button>
      )}
    </>
  )
  return (
    <div className={css.acts}>
      {(main === 'make' || main === 'deal') && deal}
      {may.answer && (
        <Button leftSection={<IconCheck size={16} />} loading={accept.isPending} onClick={take}>
          Accept
        </Button>
      )}
      {phone && (
        <Button
          component="a"
          href={telephone(phone)}
          variant={main === 'call' ? 'filled' : 'default'}
          leftSection={<IconPhone size={16} />}
          onClick={() => setOpen('call')}
        >
          Call
        </Button>
      )}
      <Slot name="handover-act" id={card.id} quiet meanwhile={writes && <Writing />} />
      {may.assign && <Button onClick={() => setOpen('offer')}>Offer</Button>}
      {main !== 'make' && main !== 'deal' && deal}
      {may.sendBack && (
        <Button variant="default" onClick={() => setOpen('send_back')}>
          Send back
        </Button>
      )}
      {may.handOn && (
        <Button variant="default" onClick={() => setOpen('hand_on')}>
          Hand on
        </Button>
      )}
      {may.attempt && (
        <Button variant="default" onClick={() => setOpen('attempt')}>
          Log a try
        </Button>
      )}
      {may.withdraw && !may.answer && (
        <Button variant="subtle" color="gray" onClick={() => setOpen('withdraw')}>
          Withdraw
        </Button>
      )}
    </div>
  )
}

/** Where writing will be: the acts around it stay where they are when it comes. */
const Writing = () => (
  <Button variant="default" disabled leftSection={<IconMail size={15} />}>
    Write
  </Button>
)
