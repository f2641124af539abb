import { Button, Modal } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type client, orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { ErrorState, Loading, ShowMore, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import type { PanelProps } from '#ui/shell'
import css from './changes.module.css'
import { useTakeBack } from './use-take-back.ts'
import { shownValue } from './value.ts'

type Kind = 'contact' | 'company' | 'deal'
type Act = Awaited<ReturnType<typeof client.audit.history>>['rows'][number]

export const OnContact = ({ id }: PanelProps) => id && <History record="contact" id={id} />
export const OnCompany = ({ id }: PanelProps) => id && <History record="company" id={id} />
export const OnDeal = ({ id }: PanelProps) => id && <History record="deal" id={id} />

/** For whoever may read the change log: what was changed of this record. */
function History({ record, id }: { record: Kind; id: string }) {
  const [open, setOpen] = useState(false)
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  if (!firm?.permissions.includes('audit.read')) return null
  return (
    <Section title="History">
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setOpen(true)}>
        Who changed what
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="History" size="lg">
        {open && <Acts record={record} id={id} />}
      </Modal>
    </Section>
  )
}

function Acts({ record, id }: { record: Kind; id: string }) {
  const query = useInfiniteQuery(
    orpc.audit.history.infiniteOptions({
      input: (cursor: string | undefined) => ({ record, id, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['contacts', 'companies', 'deals'] },
    }),
  )
  const { data, error, refetch } = query
  const acts = data?.pages.flatMap((page) => page.rows)
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  if (!acts) return <Loading lines={6} />
  return (
    <>
      {acts.length === 0 && <p className={css.dim}>Nothing of it was changed yet.</p>}
      <ul className={css.list}>
        {acts.map((act) => (
          <Changed key={act.id} act={act} />
        ))}
      </ul>
      <ShowMore of={query} mt="md" />
    </>
  )
}

function Changed({ act }: { act: Act }) {
  const what = act.label || act.kind
  const { take, trying } = useTakeBack(act.id, what)
  return (
    <li>
      <div className={css.row}>
        <b>{what}</b>
        {act.state === 'undone' && <Tag>Taken back</Tag>}
        {act.undoes && <Tag>Undo</Tag>}
        <span className={css.dim}>
          {act.actorName}, {formatDateTime(act.at)}
          {act.changes > act.fields.length && act.changes > 1 && `, one of ${formatNumber(act.changes)} rows`}
        </span>
        <span>
          {act.undoable && (
            <Button size="compact-sm" variant="default" loading={trying} onClick={() => void take()}>
              Take back
            </Button>
          )}
        </span>
      </div>
      <table className={css.changes}>
        <tbody>
          {act.fields.map((it) => (
            <tr key={it.field}>
              <th scope="row">{it.label}</th>
              {!act.made && <td dir="auto">{shownValue(it, 'from')}</td>}
              {!act.made && <td aria-label="became">→</td>}
              <td dir="auto">{shownValue(it, 'to')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </li>
  )
}
