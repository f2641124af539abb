import { Button, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { confirm, ErrorState, failToast, Loading, Notice, Progress, Tag } from '#ui/pieces'
import { Page, useParam } from '#ui/shell'
import type { ImportRecord } from '../own-fields.ts'
import { Counts, Findings } from './findings.tsx'
import css from './imports.module.css'
import { MappingTable } from './mapping.tsx'
import { Finished, Left } from './outcome.tsx'
import { UnknownNames } from './unknown.tsx'
import { send, useUpload } from './uploads.ts'
import { choicesFor, formatBytes, type Import, type Mapping, stateWords } from './words.ts'

type Act = 'check' | 'start' | 'pause' | 'cancel' | 'undo'
export type Run = (act: Act) => void

/** One file on its way in: what was seen in it, where its columns go, what would happen, how far it is, what came of it. */
export default function OneImport() {
  const id = useParam('id')
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(
    orpc.transfer.get.queryOptions({ input: { id }, meta: { topics: ['imports'] } }),
  )
  const reload = () => queries.invalidateQueries({ queryKey: orpc.transfer.key() })
  const run: Run = async (act) => {
    const question = data && questions[act]?.(data)
    if (question && !(await confirm(question))) return
    try {
      await client.transfer[act]({ id })
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await reload()
  }
  const crumbs = [{ label: 'Import', to: '/settings/imports' }]
  if (error)
    return (
      <Page title="Import" crumbs={crumbs}>
        <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <Page title="Import" crumbs={crumbs}>
        <Loading lines={8} />
      </Page>
    )
  const { label, accent } = stateWords[data.state]
  return (
    <Page title={data.fileName} crumbs={crumbs} actions={<Tag accent={accent}>{label}</Tag>}>
      <div className={css.stack}>
        <Body it={data} run={run} reload={reload} />
      </div>
    </Page>
  )
}

const questions: Partial<Record<Act, (it: Import) => Parameters<typeof confirm>[0] | null>> = {
  start: ({ state }) =>
    state === 'read'
      ? {
          title: 'Import without trying it out?',
          body: 'Trying it out shows what would be new, changed and refused. The import can be taken back either way.',
          action: 'Import',
        }
      : null,
  cancel: ({ state, counts }) =>
    state === 'checking'
      ? null
      : {
          title: 'Cancel this import?',
          body:
            counts.created + counts.matched > 0 && state !== 'checked'
              ? 'What is in stays in; it can be taken back afterwards.'
              : 'Nothing of it is in.',
          action: 'Cancel the import',
          danger: true,
        },
  undo: ({ counts }) => ({
    title: 'Take this import back?',
    body: `${formatNumber(counts.created + counts.matched)} records become as they were before it. What somebody has changed since stays as it is and is listed.`,
    action: 'Take it back',
    danger: true,
  }),
}

type BodyProps = { it: Import; run: Run; reload: () => Promise<void> }

function Body({ it, run, reload }: BodyProps) {
  const total = it.recognised?.rows ?? it.counts.rows
  switch (it.state) {
    case 'uploading':
      return <Sending it={it} run={run} />
    case 'reading':
      return <Notice title="The file is being read">Its columns are looked at; this takes a moment.</Notice>
    case 'read':
    case 'checked':
      return <Deciding it={it} run={run} reload={reload} />
    case 'checking':
      return (
        <Progress
          label="Trying it out; nothing is changed"
          done={it.counts.rows}
          total={total}
          state="running"
          onCancel={() => run('cancel')}
        />
      )
    case 'applying':
    case 'paused':
      return (
        <>
          <Progress
            label={`Importing ${it.fileName}`}
            done={it.counts.rows}
            total={total}
            state={it.state === 'paused' ? 'paused' : 'running'}
            startedAt={it.startedAt ?? undefined}
            counts={[
              { label: 'new', count: it.counts.created, accent: 'green' },
              { label: 'changed', count: it.counts.matched, accent: 'amber' },
              { label: 'unchanged', count: it.counts.unchanged },
              { label: 'refused', count: it.counts.refused, accent: 'red' },
            ]}
            onPause={() => run('pause')}
            onResume={() => run('start')}
            onCancel={() => run('cancel')}
          />
          <p className={css.dim}>You can leave this page; it goes on, even after a restart.</p>
        </>
      )
    case 'undoing':
      return <Notice title="It is being taken back">This can take a few minutes for many rows.</Notice>
    case 'failed':
      return (
        <>
          <ErrorState
            what={it.problem ?? 'It stopped.'}
            {...(it.startedAt && {
              kept: 'What is in is in.',
              todo: 'Try again, and it goes on where it stopped.',
            })}
            onRetry={() => run('start')}
          />
          {it.startedAt && <Finished it={it} run={run} />}
        </>
      )
    case 'done':
    case 'cancelled':
      return <Finished it={it} run={run} />
    case 'undone':
      return <Left it={it} />
  }
}

/** The file on its way; after a reload it is chosen again and goes on where it was. */
function Sending({ it, run }: Pick<BodyProps, 'it' | 'run'>) {
  const upload = useUpload(it.id)
  const input = useRef<HTMLInputElement>(null)
  const queries = useQueryClient()
  const lost = !upload || upload.problem !== null
  useEffect(() => {
    if (lost) return
    const timer = setInterval(
      () => void queries.invalidateQueries({ queryKey: orpc.transfer.get.key({ input: { id: it.id } }) }),
      700,
    )
    return () => clearInterval(timer)
  }, [lost, queries, it.id])
  const goOn = (file: File | undefined) => {
    if (!file) return
    if (file.name !== it.fileName || file.size !== it.sizeBytes)
      return failToast('That is another file.', `“${it.fileName}” has ${formatBytes(it.sizeBytes)}.`)
    void send(it.id, file, it.receivedBytes)
  }
  const share = `${formatBytes(it.receivedBytes)} of ${formatBytes(it.sizeBytes)}`
  if (!lost)
    return (
      <Progress
        label={`Sending the file: ${share}`}
        done={Math.round(it.receivedBytes / 1000)}
        total={Math.round(it.sizeBytes / 1000)}
        state="running"
        onCancel={() => run('cancel')}
      />
    )
  return (
    <>
      <Notice accent="amber" title="The file has not arrived as a whole">
        {upload?.problem ?? `${share} are here. Choose the same file again, and it goes on from there.`}
      </Notice>
      <div className={css.acts}>
        <Button onClick={() => input.current?.click()}>Choose the file again</Button>
        <Button variant="default" onClick={() => run('cancel')}>
          Cancel
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="File"
          onChange={(event) => goOn(event.currentTarget.files?.[0])}
        />
      </div>
    </>
  )
}

function Deciding({ it, run, reload }: BodyProps) {
  const [saving, setSaving] = useState(false)
  const recognised = it.recognised!
  const save = async (change: { mapping?: Mapping; record?: ImportRecord }) => {
    setSaving(true)
    try {
      await client.transfer.change({ id: it.id, ...change })
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await reload()
    setSaving(false)
  }
  const tried = it.state === 'checked'
  const nothing = tried && it.counts.created + it.counts.matched === 0
  return (
    <>
      {recognised.tool && (
        <Notice title={`This looks like an export of ${recognised.tool.name}`}>
          {recognised.tool.because} Its columns are put where they belong, and its numbers are kept so that a
          further file of it finds these records. Everything can be changed below.
        </Notice>
      )}
      {it.record === 'files' && (
        <p className={css.dim}>
          Each row puts one file of the ZIP with the person, company or deal whose number it names. Bring
          those in first.
        </p>
      )}
      <div className={css.seen}>
        <Select
          label="What is in it"
          data={choicesFor(it.record)}
          allowDeselect={false}
          value={it.record}
          onChange={(value) => value && void save({ record: value as ImportRecord })}
        />
        <p className={css.dim}>
          {recognised.rows === null ? 'More than 200,000 rows' : `${formatNumber(recognised.rows)} rows`},{' '}
          {recognised.columns.length} columns. {recognised.writtenAs}. {recognised.note}
          {!recognised.recordSure && ' It is not quite clear what is in it: please look.'}
        </p>
      </div>
      {tried && <Counts it={it} />}
      <UnknownNames it={it} saving={saving} onMapping={(mapping) => void save({ mapping })} />
      {tried && <Findings it={it} />}
      <div className={css.acts}>
        {tried ? (
          <Button disabled={saving || nothing} onClick={() => run('start')}>
            {nothing
              ? 'There is nothing to import'
              : `Import ${formatNumber(it.counts.rows - it.counts.refused)} rows`}
          </Button>
        ) : (
          <Button disabled={saving} onClick={() => run('check')}>
            Try it out
          </Button>
        )}
        {!tried && (
          <Button variant="default" disabled={saving} onClick={() => run('start')}>
            Import at once
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={() => run('cancel')}>
          Cancel
        </Button>
      </div>
      <MappingTable it={it} saving={saving} onMapping={(mapping) => void save({ mapping })} />
    </>
  )
}
