import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { failToast } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import css from './plan.module.css'

type Props = {
  campaign: {
    id: string
    name: string
    from: string
    to: string
    goalMinor: number | null
    goalFrozen: boolean
  }
  goalMinor: number | null
  leads: number | null
  budgetMinor: number | null
  /** The first rate that there is nothing to plan by, in words. */
  missing: string | null
}

const title = 'Budget by the plan'

/** What the plan says becomes the campaign's goal, and its budget a planned cost line. */
export function TakeOver({ campaign, goalMinor, leads, budgetMinor, missing }: Props) {
  const queries = useQueryClient()
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const reload = () =>
    Promise.all(
      [orpc.campaigns.key(), orpc.campaignResults.key()].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    )
  const act = async (run: () => Promise<{ operationId: string | null }>, told: string) => {
    try {
      const { operationId } = await run()
      await reload()
      undoable(told, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was taken over.')
    }
  }
  const setGoal = () => client.campaigns.update({ id: campaign.id, goalLeads: leads, goalMinor })
  const setBudget = async () => {
    const amountMinor = budgetMinor ?? 0
    const { rows } = await client.campaigns.costs({ campaignId: campaign.id })
    const line = rows.find((cost) => cost.title === title && cost.state === 'planned')
    if (line) return client.campaigns.updateCost({ id: line.id, amountMinor })
    const { from, to } = campaign
    return client.campaigns.addCost({
      ...{ campaignId: campaign.id, title, kind: 'other', state: 'planned', amountMinor, from, to },
    })
  }
  if (!firm?.permissions.includes('campaigns.write')) return null
  return (
    <div className={css.takeOver}>
      <Button
        disabled={campaign.goalFrozen || goalMinor === null || leads === null}
        onClick={() => void act(setGoal, 'The plan is the goal now.')}
      >
        Take over as the goal
      </Button>
      <Button
        variant="default"
        disabled={goalMinor === null || budgetMinor === null}
        onClick={() => void act(setBudget, 'The budget is a planned cost now.')}
      >
        Write the budget down as planned cost
      </Button>
      <p className={css.dim}>
        {goalMinor === null
          ? 'Type a revenue goal first.'
          : missing
            ? `${missing} is missing: type an assumption.`
            : campaign.goalFrozen
              ? 'The campaign has begun, so its goal stays as it was set.'
              : null}
      </p>
    </div>
  )
}
