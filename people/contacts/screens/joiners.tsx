import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { failToast, Notice } from '#ui/pieces'
import type { PanelProps } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'

/** On a company's page: people who have an address of its domain and no company may join it, if somebody says so. */
export default function Joiners({ id }: PanelProps) {
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const may = firm?.permissions.includes('contacts.write') === true
  return id && may ? <Offer companyId={id} /> : null
}

function Offer({ companyId }: { companyId: string }) {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const { data } = useQuery(
    orpc.contacts.joiners.queryOptions({ input: { companyId }, meta: { topics: ['companies', 'contacts'] } }),
  )
  if (!data || data.count === 0) return null
  const reload = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: orpc.contacts.key() }),
      queries.invalidateQueries({ queryKey: orpc.companies.key() }),
      queries.invalidateQueries({ queryKey: orpc.rollups.key() }),
    ])
  const join = async () => {
    setBusy(true)
    try {
      const { count, operationId } = await client.contacts.join({ companyId })
      undoable(
        count === 1 ? 'One person joined.' : `${formatNumber(count)} people joined.`,
        operationId,
        reload,
      )
      await reload()
    } catch (problem) {
      failToast(problemText(problem), 'Nobody joined.')
    }
    setBusy(false)
  }
  const names = data.rows.map(({ name }) => name)
  const more = data.count - names.length
  return (
    <Notice
      title={
        data.count === 1
          ? 'One person has an address of this domain, and no company'
          : `${formatNumber(data.count)} people have addresses of this domain, and no company`
      }
      action={
        <Button size="compact-sm" loading={busy} onClick={() => void join()}>
          {data.count === 1 ? 'Let them join' : 'Let them all join'}
        </Button>
      }
    >
      <span dir="auto">
        {names.join(', ')}
        {more > 0 && ` and ${formatNumber(more)} more`}
      </span>
    </Notice>
  )
}
