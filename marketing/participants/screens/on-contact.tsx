import { ActionIcon, Button, Modal, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { failToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, type PanelProps } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import { useMay } from '#workspace/members/screens'
import { ChooseCampaign } from './choose-campaign.tsx'
import css from './participants.module.css'
import { useReloadParticipants } from './use-participants.ts'

/** In which campaigns a person takes part, and how far they are in each. */
export default function OnContact({ id }: PanelProps) {
  const sees = useMay('campaigns.read', 'contacts.read')
  return id && sees ? <Campaigns contactId={id} /> : null
}

function Campaigns({ contactId }: { contactId: string }) {
  const [adding, setAdding] = useState(false)
  const may = useMay('campaigns.write')
  const reload = useReloadParticipants()
  const { data } = useQuery(
    orpc.participants.ofContact.queryOptions({
      input: { contactId },
      meta: { topics: ['campaigns', 'contacts', 'leads'] },
    }),
  )
  const rows = data?.rows ?? []
  if (rows.length === 0 && !may) return null
  const act = async (run: () => Promise<{ operationId: string | null }>, told: string) => {
    try {
      const { operationId } = await run()
      await reload()
      undoable(told, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
  }
  const ids = [contactId]
  return (
    <Section
      title="Campaigns"
      {...(rows.length > 0 && { count: rows.length })}
      actions={
        may && (
          <Button variant="default" size="compact-xs" onClick={() => setAdding(true)}>
            Add to a campaign
          </Button>
        )
      }
    >
      {data && rows.length === 0 && <p className={css.dim}>Takes part in no campaign.</p>}
      <ul className={css.campaigns}>
        {rows.map(({ campaign, statusId, statuses }) => (
          <li key={campaign.id}>
            <Link to={`/marketing/campaigns/${campaign.id}`} dir="auto">
              {campaign.name}
            </Link>
            {may ? (
              <>
                <Select
                  size="xs"
                  w={124}
                  aria-label={`Status in ${campaign.name}`}
                  allowDeselect={false}
                  data={statuses.map(({ id, name }) => ({ value: id, label: name }))}
                  value={statusId}
                  onChange={(next) =>
                    next &&
                    void act(
                      () =>
                        client.participants.move({ campaignId: campaign.id, ids, set: { statusId: next } }),
                      `“${statuses.find(({ id }) => id === next)?.name}” in “${campaign.name}”.`,
                    )
                  }
                />
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={`Take out of ${campaign.name}`}
                  onClick={() =>
                    void act(
                      () => client.participants.remove({ campaignId: campaign.id, ids }),
                      `Taken out of “${campaign.name}”.`,
                    )
                  }
                >
                  <IconX size={14} />
                </ActionIcon>
              </>
            ) : (
              <span>{statuses.find(({ id }) => id === statusId)?.name}</span>
            )}
          </li>
        ))}
      </ul>
      <Modal
        opened={adding}
        onClose={() => setAdding(false)}
        title="Add to a campaign"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ChooseCampaign
          action="Add"
          onCancel={() => setAdding(false)}
          onChosen={({ campaignId, name, statusId }) => {
            setAdding(false)
            void act(() => client.participants.add({ campaignId, ids, statusId }), `Takes part in “${name}”.`)
          }}
        />
      </Modal>
    </Section>
  )
}
