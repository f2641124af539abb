import { Button } from '@mantine/core'
import { IconFileZip } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import {
  confirm,
  EmptyState,
  ErrorState,
  failToast,
  Lines,
  Loading,
  Notice,
  Progress,
  Tag,
  toast,
} from '#ui/pieces'
import { Page } from '#ui/shell'
import type { FirmExport } from '../contract.ts'
import css from './firm-data.module.css'

const isRunning = ({ state }: FirmExport) => state === 'waiting' || state === 'writing'
const ended = {
  ready: { word: 'Ready', accent: 'green' },
  failed: { word: 'Failed', accent: 'red' },
  gone: { word: 'Removed', accent: 'gray' },
} as const

/** All of the firm as one file: begun here, written in the background, fetched by a link that ends. */
export default function FirmData() {
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(
    orpc.moving.list.queryOptions({ input: undefined, meta: { topics: ['firm'] } }),
  )
  const again = () => queries.invalidateQueries({ queryKey: orpc.moving.key() })
  const act = (what: () => Promise<unknown>, kept: string) =>
    what().then(again, (failure: unknown) => failToast(problemText(failure), kept))
  const begin = async () => {
    const yes = await confirm({
      title: 'Export all data of the firm?',
      body: 'The file holds every person, company, deal and mail of the firm, readable for whoever has it. It stays here for three days, and the change log says who made and fetched it.',
      action: 'Export all data',
    })
    if (yes) await act(() => client.moving.begin(undefined), 'Nothing was begun.')
  }
  const running = data?.rows.find(isRunning)
  const past = data?.rows.filter((it) => !isRunning(it)) ?? []
  return (
    <Page
      title="All data of the firm"
      narrow
      actions={
        <Button disabled={!data || running !== undefined} onClick={() => void begin()}>
          Export all data
        </Button>
      }
    >
      <p className={css.lead}>
        One file with everything that the firm has in Baton, as it was at one moment. Another Baton makes an
        equal firm of it, and any program can read it: a line of JSON for each record.
      </p>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={4} />}
      {running && (
        <Progress
          label={running.rowsTotal === null ? 'Waiting to begin' : 'Writing the file'}
          done={running.rowsDone}
          total={running.rowsTotal ?? 0}
          counts={[{ label: 'records', count: running.rowsTotal ?? 0 }]}
          state="running"
          startedAt={running.askedAt}
          onCancel={() => void act(() => client.moving.remove({ id: running.id }), 'It still runs.')}
        />
      )}
      {data && data.rows.length === 0 && (
        <EmptyState icon={<IconFileZip size={22} />} title="Not exported yet">
          You can go on working while the file is written. Then you fetch it here.
        </EmptyState>
      )}
      <Lines>
        {past.map((it) => (
          <Past key={it.id} it={it} act={act} />
        ))}
      </Lines>
      <h2 className={css.head}>What stays here</h2>
      <p className={css.dim}>Secrets are not in the file. Where the firm goes, this is done again:</p>
      <ul className={css.list}>
        <li>Members sign in with their account there, or are invited. Open invitations end.</li>
        <li>The password of the mailbox is entered, and a new key for signing mail goes into the DNS.</li>
        <li>Programs get new API keys, and webhooks are set up.</li>
        <li>
          The website gets its new key. Links in mails that are out lead here, as long as this Baton answers.
        </li>
        <li>Imports that have not ended are begun again.</li>
      </ul>
      <p className={css.dim}>
        Whoever runs the other Baton brings the file in: <code>baton import-firm FILE --owner ADDRESS</code>
      </p>
    </Page>
  )
}

function Past({
  it,
  act,
}: {
  it: FirmExport
  act: (what: () => Promise<unknown>, kept: string) => Promise<unknown>
}) {
  const fetchIt = async () => {
    const { url } = await client.moving.link({ id: it.id })
    window.location.assign(url)
    toast('The file is on its way. The link holds for an hour.')
  }
  const remove = async () => {
    const yes = await confirm({
      title: 'Remove the file?',
      body: 'It goes from this Baton. Copies that were fetched stay where they are.',
      action: 'Remove the file',
      danger: true,
    })
    if (yes) await act(() => client.moving.remove({ id: it.id }), 'The file is still there.')
  }
  if (isRunning(it)) return null
  const { word, accent } = ended[it.state as keyof typeof ended]
  return (
    <li>
      <div>
        <strong>{formatDateTime(it.finishedAt ?? it.askedAt)}</strong>
        <p>
          {it.bytes !== null && `${sizeOf(it.bytes)}, ${formatNumber(it.rowsDone)} records · `}
          Asked for by <bdi>{it.askedBy ?? 'somebody'}</bdi>
          {it.fetchedAt && ` · last fetched ${formatDateTime(it.fetchedAt)}`}
          {it.expiresAt && ` · here until ${formatDateTime(it.expiresAt)}`}
        </p>
        {it.problem && <Notice accent="red" title={it.problem} />}
      </div>
      {it.state === 'ready' ? (
        <div className={css.acts}>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => void act(fetchIt, 'Nothing was fetched.')}
          >
            Fetch the file
          </Button>
          <Button variant="subtle" color="red" size="compact-sm" onClick={() => void remove()}>
            Remove
          </Button>
        </div>
      ) : (
        <Tag accent={accent}>{word}</Tag>
      )}
    </li>
  )
}

const sizeOf = (bytes: number): string =>
  bytes < 1e6
    ? `${formatNumber(Math.ceil(bytes / 1e3))} KB`
    : `${formatNumber(Math.round(bytes / 1e5) / 10)} MB`
