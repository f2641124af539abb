import { ActionIcon, Button } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { CopyButton, ErrorState, failToast, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import type { PanelProps } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import type { TrackedLink } from '../contract.ts'
import { EditLink } from './edit-link.tsx'
import css from './links.module.css'

/** The links of a campaign: where each stands, its addresses, and how many came by it. */
export default function OnCampaign({ id }: PanelProps) {
  return id ? <Links campaignId={id} /> : null
}

function Links({ campaignId }: { campaignId: string }) {
  const queries = useQueryClient()
  const [open, setOpen] = useState<TrackedLink | 'new' | null>(null)
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const { data, error, refetch } = useQuery(orpc.links.list.queryOptions({ input: { campaignId } }))
  const may = firm?.permissions.includes('campaigns.write') ?? false
  const reload = () => queries.invalidateQueries({ queryKey: orpc.links.key() })
  const remove = async (link: TrackedLink) => {
    try {
      const { operationId } = await client.links.remove({ id: link.id })
      await reload()
      undoable('The link leads nowhere now.', operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'The link is still there.')
    }
  }
  return (
    <Section
      title="Links"
      {...(data && data.rows.length > 0 && { count: data.rows.length })}
      actions={
        may && (
          <Button variant="default" size="compact-xs" onClick={() => setOpen('new')}>
            Add a link
          </Button>
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={2} />}
      {data?.rows.length === 0 && (
        <p className={css.dim}>
          A link to a page of yours carries the code: whoever comes by it and writes by a form counts as a
          lead of this campaign.
        </p>
      )}
      <ul className={css.links}>
        {data?.rows.map((link) => (
          <li key={link.id}>
            <div className={css.head}>
              <strong dir="auto">{link.label ?? link.source}</strong>
              {may && (
                <>
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    aria-label={`Change the link ${link.label ?? link.source}`}
                    onClick={() => setOpen(link)}
                  >
                    <IconPencil size={14} />
                  </ActionIcon>
                  <ActionIcon
                    size="sm"
                    variant="subtle"
                    color="gray"
                    aria-label={`Delete the link ${link.label ?? link.source}`}
                    onClick={() => void remove(link)}
                  >
                    <IconTrash size={14} />
                  </ActionIcon>
                </>
              )}
            </div>
            <small>
              {link.source} · {link.medium} · {formatNumber(link.people)} came by the short address
              {link.machines > 0 && `, machines apart: ${formatNumber(link.machines)}`}
            </small>
            <p className={css.address}>
              <code>{link.short}</code>
              <CopyButton value={link.short} label="Copy the short address" />
            </p>
            <p className={css.address}>
              <code>{link.long}</code>
              <CopyButton value={link.long} label="Copy the whole address" />
            </p>
          </li>
        ))}
      </ul>
      {open && (
        <EditLink
          campaignId={campaignId}
          link={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          reload={reload}
        />
      )}
    </Section>
  )
}
