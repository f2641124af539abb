import { Button, Select } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { EmptyState, ErrorState, failToast, Loading, ShowMore, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, Page, useGo } from '#ui/shell'
import type { ImportRecord } from '../own-fields.ts'
import css from './imports.module.css'
import { send } from './uploads.ts'
import { recordChoices, recordWords, stateWords } from './words.ts'

type Row = Awaited<ReturnType<typeof client.transfer.list>>['rows'][number]

/** Files brought in, and the way to bring another. */
export default function Imports() {
  const query = useInfiniteQuery(
    orpc.transfer.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['imports'] },
    }),
  )
  const { data, error, refetch } = query
  const rows = data?.pages.flatMap((page) => page.rows)
  return (
    <Page title="Import" narrow>
      <div className={css.stack}>
        <Drop />
        {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
        {!error && !rows && <Loading lines={4} />}
        {rows?.length === 0 && (
          <EmptyState title="No file was brought in yet">
            Each one stays here with who brought it, what became of its rows, and the way to take it back.
          </EmptyState>
        )}
        {rows && rows.length > 0 && (
          <Section title="Brought in so far">
            <ul className={css.list}>
              {rows.map((row) => (
                <Entry key={row.id} row={row} />
              ))}
            </ul>
            <ShowMore of={query} />
          </Section>
        )}
      </div>
    </Page>
  )
}

function Entry({ row }: { row: Row }) {
  const { label, accent } = stateWords[row.state]
  const { counts } = row
  return (
    <li>
      <Link to={`/settings/imports/${row.id}`} className={css.entry}>
        <b dir="auto">{row.fileName}</b>
        <Tag accent={accent}>{label}</Tag>
        <span className={css.dim}>
          {[
            row.record && recordWords[row.record],
            counts.rows > 0 && `${formatNumber(counts.rows)} rows`,
            counts.created > 0 && `${formatNumber(counts.created)} new`,
            counts.matched > 0 && `${formatNumber(counts.matched)} changed`,
            counts.unchanged > 0 && `${formatNumber(counts.unchanged)} unchanged`,
            counts.refused > 0 && `${formatNumber(counts.refused)} refused`,
            row.createdByName && `by ${row.createdByName}`,
            formatDateTime(row.createdAt),
            row.state === 'undone' && row.finishedAt && `taken back ${formatDateTime(row.finishedAt)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </Link>
    </li>
  )
}

/** Where a file is dropped or chosen. */
function Drop() {
  const go = useGo()
  const input = useRef<HTMLInputElement>(null)
  const [record, setRecord] = useState<ImportRecord | null>(null)
  const [over, setOver] = useState(false)
  const [busy, setBusy] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    try {
      const { id } = await client.transfer.create({
        fileName: file.name,
        sizeBytes: file.size,
        ...(record && { record }),
      })
      void send(id, file)
      go(`/settings/imports/${id}`)
    } catch (error) {
      failToast(problemText(error), 'Nothing was sent.')
    }
    setBusy(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first
    <div
      className={css.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void take(event.dataTransfer.files[0])
      }}
    >
      <IconFileUpload size={28} stroke={1.4} aria-hidden />
      <strong>Drop a CSV or Excel file here, business cards (vCard), or a ZIP of files</strong>
      <p>
        Exports of HubSpot, Salesforce, Pipedrive, Zoho, Mailchimp, Outlook and Google Contacts are
        recognised. You see what would happen before anything does. What comes in is history: nobody is
        written to, no lead is opened and no clock starts.
      </p>
      <p>
        A ZIP holds files and a table that says whose they are, as exports of Salesforce and Zoho do; or a CSV
        with the columns File, Record (person, company or deal) and Number, E-mail or Domain.
      </p>
      <div className={css.acts}>
        <Select
          aria-label="What is in it"
          placeholder="Find out what is in it"
          clearable
          data={recordChoices}
          value={record}
          onChange={(value) => setRecord(value as ImportRecord | null)}
        />
        <Button loading={busy} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File"
        accept=".csv,.tsv,.txt,.xlsx,.xlsm,.vcf,.vcard,.zip"
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
    </div>
  )
}
