import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { ErrorState, Loading, Tag } from '#ui/pieces'
import { Facts, Section } from '#ui/record'
import { Page, useParam } from '#ui/shell'
import css from './letter.module.css'
import { useRelease } from './release.ts'
import { letterStates, releasable } from './states.ts'

/** One letter as it was written. Its text is shown as text: nothing in it runs or loads. */
export default function Letter() {
  const id = useParam('id')
  const release = useRelease()
  const { data, error, refetch } = useQuery(
    orpc.letters.get.queryOptions({ input: { id }, meta: { topics: ['letters'] } }),
  )
  const state = data && letterStates[data.state]
  return (
    <Page
      title={data?.subject ?? 'Letter'}
      crumbs={[{ label: 'Sent mail', to: '/settings/sent-mail' }]}
      narrow
      actions={
        data &&
        releasable(data.state) && (
          <Button loading={release.isPending} onClick={() => release.mutate({ ids: [data.id] })}>
            {data.state === 'unknown' ? 'Send it again' : 'Send it now'}
          </Button>
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={6} />}
      {data && (
        <>
          <Facts
            title="Letter"
            facts={[
              { id: 'to', label: 'To', value: data.to, copy: true },
              {
                id: 'state',
                label: 'State',
                value: data.state,
                show: <Tag accent={state?.accent}>{state?.label}</Tag>,
              },
              { id: 'at', label: 'Written', value: formatDateTime(data.createdAt) },
              {
                id: 'finished',
                label: 'Finished',
                value: data.finishedAt && formatDateTime(data.finishedAt),
              },
              { id: 'attempts', label: 'Attempts', value: formatNumber(data.attempts) },
              { id: 'reply', label: 'Mail server said', value: data.lastReply },
            ]}
          />
          <Section title="Text">
            <pre className={css.text} dir="auto">
              {data.text}
            </pre>
          </Section>
        </>
      )}
    </Page>
  )
}
