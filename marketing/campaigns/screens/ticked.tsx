import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { problemText } from '#ui/client'
import { formatDate, formatNumber } from '#ui/format'
import { failToast } from '#ui/pieces'
import type { Campaign } from '../contract.ts'
import css from './campaigns.module.css'

type Props = { campaign: Campaign; save: ((costsComplete: boolean) => Promise<void>) | null }

/** "2 added, 1 changed"; empty where nothing was written down since the tick. */
export const sinceWords = ({ costsSince: { added, changed, removed } }: Campaign): string =>
  [
    added > 0 && `${formatNumber(added)} added`,
    changed > 0 && `${formatNumber(changed)} changed`,
    removed > 0 && `${formatNumber(removed)} deleted`,
  ]
    .filter(Boolean)
    .join(', ')

/** Somebody's word that no cost is missing. It keeps its day, and says what was written down after it. */
export function Ticked({ campaign, save }: Props) {
  /** The tick as it was just set, until the server has answered. */
  const [ticked, setTicked] = useState<boolean | null>(null)
  const since = sinceWords(campaign)
  const tick = (costsComplete: boolean) => {
    setTicked(costsComplete)
    void save?.(costsComplete)
      .catch((problem: unknown) => failToast(problemText(problem), 'The tick is as it was.'))
      .finally(() => setTicked(null))
  }
  const isTicked = ticked ?? campaign.costsComplete
  return (
    <div className={css.ticked}>
      <Checkbox
        label="All costs are written down"
        checked={isTicked}
        disabled={!save}
        onChange={(event) => tick(event.currentTarget.checked)}
      />
      {isTicked && campaign.costsTickedAt && (
        <p className={css.dim}>
          Ticked on {formatDate(campaign.costsTickedAt)}.{since && ` Costs since: ${since}.`}
        </p>
      )}
      {isTicked && since && save && (
        <Button variant="default" size="compact-xs" onClick={() => tick(true)}>
          Tick again: these are all
        </Button>
      )}
    </div>
  )
}
