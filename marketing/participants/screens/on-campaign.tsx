import { Button } from '@mantine/core'
import { useState } from 'react'
import { problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, type PanelProps } from '#ui/shell'
import { useMay } from '#workspace/members/screens'
import { AddSomebody } from './add-somebody.tsx'
import { EditLadder } from './edit-ladder.tsx'
import css from './participants.module.css'
import { useLadder } from './use-participants.ts'

/** How many are at each status; each opens the list of those. */
export default function OnCampaign({ id }: PanelProps) {
  const sees = useMay('contacts.read')
  return id && sees ? <Ladder campaignId={id} /> : null
}

function Ladder({ campaignId }: { campaignId: string }) {
  const [open, setOpen] = useState<'add' | 'edit' | null>(null)
  const may = useMay('campaigns.write')
  const { statuses, error, refetch } = useLadder(campaignId)
  const total = statuses?.reduce((sum, { count }) => sum + count, 0) ?? 0
  const most = Math.max(1, ...(statuses ?? []).map(({ count }) => count))
  const path = `/marketing/campaigns/${campaignId}/participants`
  return (
    <Section
      title="Participants"
      {...(statuses && { count: total })}
      actions={
        may && (
          <span className={css.acts}>
            <Button variant="default" size="compact-xs" onClick={() => setOpen('edit')}>
              Edit the ladder
            </Button>
            <Button variant="default" size="compact-xs" onClick={() => setOpen('add')}>
              Add somebody
            </Button>
          </span>
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!statuses && !error && <Loading lines={3} />}
      {statuses && (
        <>
          <ol className={css.ladder}>
            {statuses.map(({ id, name, count, responded }) => (
              <li key={id}>
                <Link to={`${path}?status=${encodeURIComponent(id)}`}>
                  <span dir="auto">
                    {name}
                    {responded && <small> has responded</small>}
                  </span>
                  <i
                    aria-hidden
                    style={{ inlineSize: `${(count / most) * 100}%` }}
                    data-responded={responded}
                    data-nobody={count === 0 || undefined}
                  />
                  <b className="b-number">{formatNumber(count)}</b>
                </Link>
              </li>
            ))}
          </ol>
          <p className={css.dim}>
            {total === 0
              ? 'Nobody yet. Whoever’s lead names the code takes part by themselves; others come from the list of people or one by one.'
              : null}
            {total > 0 && <Link to={path}>Open the list</Link>}
          </p>
        </>
      )}
      {open === 'add' && statuses && (
        <AddSomebody campaignId={campaignId} statuses={statuses} onClose={() => setOpen(null)} />
      )}
      {open === 'edit' && statuses && (
        <EditLadder campaignId={campaignId} statuses={statuses} onClose={() => setOpen(null)} />
      )}
    </Section>
  )
}
