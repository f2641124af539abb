import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { client } from '#ui/client'
import { useBulk } from '#workspace/lists/screens'
import { useMay } from '#workspace/members/screens'
import { ChooseCampaign } from './choose-campaign.tsx'
import { useReloadParticipants } from './use-participants.ts'

/** Of selected people, or of all that a filter finds: into a campaign with them. */
export default function OnSelection() {
  const { count, many, run } = useBulk()
  const [choosing, setChoosing] = useState(false)
  const reload = useReloadParticipants()
  const may = useMay('campaigns.write', 'contacts.read')
  if (!may) return null
  const add = async ({
    campaignId,
    name,
    statusId,
  }: {
    campaignId: string
    name: string
    statusId: string
  }) => {
    setChoosing(false)
    await run(
      (those, one) => `${those} ${one ? 'takes' : 'take'} part in “${name}”.`,
      (whom, once) => client.participants.add({ ...whom, campaignId, statusId }, once),
    )
    await reload()
  }
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setChoosing(true)}>
        Add to a campaign
      </Button>
      <Modal
        opened={choosing}
        onClose={() => setChoosing(false)}
        title={`Add ${many(count)} to a campaign`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ChooseCampaign
          action={`Add ${many(count)}`}
          onCancel={() => setChoosing(false)}
          onChosen={(chosen) => void add(chosen)}
        />
      </Modal>
    </>
  )
}
