import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { orpc } from '#ui/client'
import { useLadder } from './use-participants.ts'

type Chosen = { campaignId: string; name: string; statusId: string }
type Props = { action: string; onChosen: (chosen: Chosen) => void; onCancel: () => void }

/** Which campaign, and at which status of its ladder. */
export function ChooseCampaign({ action, onChosen, onCancel }: Props) {
  const [campaignId, setCampaignId] = useState<string | null>(null)
  const [statusId, setStatusId] = useState<string | null>(null)
  const { data } = useQuery(orpc.campaigns.list.queryOptions({ input: {} }))
  const { statuses } = useLadder(campaignId)
  const campaign = data?.rows.find(({ id }) => id === campaignId)
  const status = statuses?.find(({ id }) => id === statusId) ?? statuses?.[0]
  const choose = (event: FormEvent) => {
    event.preventDefault()
    if (campaign && status) onChosen({ campaignId: campaign.id, name: campaign.name, statusId: status.id })
  }
  return (
    <form onSubmit={choose}>
      <Stack>
        <Select
          label="Campaign"
          placeholder="Choose a campaign"
          searchable
          data-autofocus
          nothingFoundMessage="No campaign is called that"
          data={(data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={campaignId}
          onChange={(id) => {
            setCampaignId(id)
            setStatusId(null)
          }}
        />
        {data?.rows.length === 0 && (
          <Text size="sm">There is no campaign yet: plan one under Marketing.</Text>
        )}
        {statuses && (
          <Select
            label="Status"
            description="Whoever is further already stays there."
            allowDeselect={false}
            data={statuses.map(({ id, name }) => ({ value: id, label: name }))}
            value={status?.id ?? null}
            onChange={setStatusId}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" disabled={!campaign || !status}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
