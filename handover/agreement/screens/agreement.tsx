import { Button, Group } from '@mantine/core'
import { IconSignature } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatDate, formatDateTime, formatNumber } from '#ui/format'
import { confirm, EmptyState, ErrorState, failToast, Loading, Tag, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, Page, useUrl } from '#ui/shell'
import type { AgreementShown } from '../contract.ts'
import css from './agreement.module.css'
import { Editor } from './editor.tsx'
import { Signatures, startWords } from './signatures.tsx'
import { changesIn, Text } from './text.tsx'
import { Would } from './would.tsx'

type Loaded = Awaited<ReturnType<typeof client.agreement.get>>

/** What both sides promise: the version in force, the next one with what it would change, and those before. */
export default function AgreementPage() {
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const { data, error, refetch } = useQuery(
    orpc.agreement.get.queryOptions({ input: {}, meta: { topics: ['agreements', 'settings', 'members'] } }),
  )
  const reload = () => queries.invalidateQueries({ queryKey: orpc.agreement.key() })
  const draft = async () => {
    try {
      await client.agreement.draft({})
      await reload()
      setEditing(true)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was drafted.')
      await reload()
    }
  }
  const mayDraft = data?.may.write === true && data.ahead === null
  return (
    <Page
      title="Agreement"
      actions={mayDraft && data.inForce && <Button onClick={() => void draft()}>Draft the next one</Button>}
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={10} />}
      {data && (
        <div className={css.stack}>
          {!data.inForce && !data.ahead && (
            <EmptyState
              icon={<IconSignature size={22} />}
              title="No agreement yet"
              action={data.may.write ? { label: 'Draft the first one', run: () => void draft() } : undefined}
            >
              The settings hold, and nobody signed them. An agreement begins from them: what “strong enough”
              means, how many a week, the clocks, and what marketing owes, signed by both sides from a day on.
            </EmptyState>
          )}
          {data.ahead && (
            <Ahead
              key={data.ahead.id}
              agreement={data.ahead}
              data={data}
              editing={editing}
              setEditing={setEditing}
              reload={reload}
            />
          )}
          {data.inForce && <InForce agreement={data.inForce} kept={data.kept} />}
          {data.past.length > 0 && <Past past={data.past} />}
        </div>
      )}
    </Page>
  )
}

type AheadProps = {
  agreement: AgreementShown
  data: Loaded
  editing: boolean
  setEditing: (editing: boolean) => void
  reload: () => Promise<unknown>
}

/** The next one: a draft that is read, changed and signed, or what waits for its day. */
function Ahead({ agreement, data, editing, setEditing, reload }: AheadProps) {
  const { id, number, state, articles, content } = agreement
  const changes = changesIn(articles)
  const run = async (act: () => Promise<unknown>, done: string, kept: string) => {
    try {
      await act()
      toast(done)
    } catch (problem) {
      failToast(problemText(problem), kept)
    }
    await reload()
  }
  const discard = async () => {
    const yes = await confirm({
      title: `Discard the draft of Agreement ${number}?`,
      body: 'Its text and signatures are gone for good.',
      action: 'Discard the draft',
      danger: true,
    })
    if (yes)
      await run(() => client.agreement.discard({ id }), 'The draft is gone.', 'The draft is still there.')
  }
  if (editing && state === 'draft')
    return (
      <Editor
        key={agreement.hash}
        agreement={agreement}
        onDone={() => {
          setEditing(false)
          void reload()
        }}
        onCancel={() => setEditing(false)}
      />
    )
  return (
    <>
      <div className={css.head}>
        <span>
          <h2>Agreement {formatNumber(number)}</h2>
          <Tag accent={state === 'waiting' ? 'teal' : 'amber'}>
            {state === 'waiting' ? 'Signed' : 'Draft'}
          </Tag>
          <span className={css.dim}>{startWords(agreement)}</span>
        </span>
        {data.may.write && (
          <Group gap="xs">
            {state === 'draft' && (
              <>
                <Button variant="default" onClick={() => void discard()}>
                  Discard
                </Button>
                <Button variant="default" onClick={() => setEditing(true)}>
                  Change
                </Button>
              </>
            )}
            {state === 'waiting' && (
              <Button
                variant="default"
                onClick={() =>
                  void run(
                    () => client.agreement.callOff({ id }),
                    'It is a draft again.',
                    'It still starts on its day.',
                  )
                }
              >
                Call it off
              </Button>
            )}
          </Group>
        )}
      </div>
      <p className={css.dim}>
        {changes === 0
          ? 'It changes nothing yet.'
          : `It changes ${formatNumber(changes)} ${changes === 1 ? 'thing' : 'things'} of what holds now.`}{' '}
        Last changed by <bdi>{agreement.changedBy}</bdi>, {formatDateTime(agreement.changedAt)}.
      </p>
      <Text articles={articles} />
      {data.kept && <Would content={content} />}
      <Signatures agreement={agreement} maySign={data.may.sign} reload={reload} />
    </>
  )
}

function InForce({ agreement, kept }: { agreement: AgreementShown; kept: Loaded['kept'] }) {
  const { number, fromAt, articles, signatures } = agreement
  const signed = signatures.filter(({ voidedAt }) => !voidedAt)
  return (
    <>
      <div className={css.head}>
        <span>
          <h2>Agreement {formatNumber(number)}</h2>
          <Tag accent="teal">In force</Tag>
          <span className={css.dim}>{fromAt && `since ${formatDate(fromAt)}`}</span>
        </span>
      </div>
      {kept && (
        <p>
          <Link to="/insight/rows?period=month&view=period&key=handover.kept_then&title=Kept">
            <strong className="b-number">{formatNumber(kept.thisMonth)}</strong> kept this month
          </Link>
          {kept.target !== null && `, ${formatNumber(kept.target)} are agreed on`}: accepted by a person, and
          not sent back within 30 days, which were over this month.
        </p>
      )}
      <Text articles={articles} />
      <p className={css.dim}>
        Signed by{' '}
        {signed.map((one, at) => (
          <span key={one.side}>
            {at > 0 && ' and '}
            <bdi>{one.name}</bdi> for {one.side}, {formatDate(one.at)}
          </span>
        ))}
        .
      </p>
    </>
  )
}

/** Versions that were in force stay as they were signed. */
function Past({ past }: { past: Loaded['past'] }) {
  const [shown, show] = useUrl('version')
  const { data, error } = useQuery(
    orpc.agreement.version.queryOptions({ input: { id: shown }, enabled: shown !== '' }),
  )
  return (
    <Section title="Before" count={past.length}>
      <ul className={css.past}>
        {past.map((one) => (
          <li key={one.id}>
            <Link to={`/handovers/agreement?version=${one.id}`}>Agreement {formatNumber(one.number)}</Link>{' '}
            <span className={css.dim}>
              {one.fromAt && formatDate(one.fromAt)} to {one.toAt && formatDate(one.toAt)}
            </span>
            {shown === one.id && (
              <>
                {error && <ErrorState what={problemText(error)} />}
                {data && <Text articles={data.articles} />}
                <Button variant="default" size="compact-sm" mt="sm" onClick={() => show('')}>
                  Close
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
