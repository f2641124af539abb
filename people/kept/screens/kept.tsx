import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, download, orpc, problemText } from '#ui/client'
import { formatDate, formatDateTime, formatNumber } from '#ui/format'
import { ErrorState, failToast, Loading } from '#ui/pieces'
import { Page, useParam } from '#ui/shell'
import css from './kept.module.css'

type Report = Awaited<ReturnType<typeof client.kept.report>>

/** All that is kept of a person, to print or to send them. */
export default function Kept() {
  const id = useParam('id')
  const [saving, setSaving] = useState(false)
  const { data, error, refetch } = useQuery(orpc.kept.report.queryOptions({ input: { contactId: id } }))
  const save = async () => {
    setSaving(true)
    try {
      download(await client.kept.file({ contactId: id }))
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was saved.')
    }
    setSaving(false)
  }
  return (
    <Page
      title={data ? `All that is kept of ${data.name}` : 'All that is kept'}
      crumbs={[
        { label: 'People', to: '/people' },
        { label: data?.name ?? 'Person', to: `/people/${id}` },
      ]}
      narrow
      actions={
        <>
          <Button variant="default" loading={saving} onClick={() => void save()}>
            Save as JSON
          </Button>
          <Button onClick={() => window.print()}>Print</Button>
        </>
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={10} />}
      {data && <Readable report={data} />}
    </Page>
  )
}

function Readable({ report }: { report: Report }) {
  return (
    <div className={css.report}>
      <p className={css.dim}>
        {report.firm}, {formatDateTime(report.at)}
      </p>
      <section>
        <h2>What is known of them</h2>
        <dl className={css.facts}>
          {report.facts.map(({ label, value }) => (
            <Fact key={label} label={label} value={value} />
          ))}
        </dl>
      </section>
      <section>
        <h2>What they permitted or objected to</h2>
        {report.ledger.length === 0 && <p className={css.dim}>Nothing was written down.</p>}
        <ul className={css.lines}>
          {report.ledger.map((it, at) => (
            <li key={at}>
              <div>
                {it.text}
                {it.expiresAt && `, until ${formatDate(it.expiresAt)}`}
                {it.wording && <p>“{it.wording}”</p>}
                {it.detail && <p>{it.detail}</p>}
              </div>
              <time>{formatDateTime(it.at)}</time>
            </li>
          ))}
        </ul>
      </section>
      {report.sections.map(({ title, none, lines }) => (
        <section key={title}>
          <h2>{title}</h2>
          {lines.length === 0 && <p className={css.dim}>{none}</p>}
          <ul className={css.lines}>
            {lines.map(({ text, detail, at }, n) => (
              <li key={n}>
                <div>
                  {text}
                  {detail && <p>{detail}</p>}
                </div>
                {at && <time>{formatDateTime(at)}</time>}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section>
        <h2>By kind</h2>
        <p className={css.dim}>Every row of these is in the JSON file.</p>
        <ul className={css.lines}>
          {report.tables.map(({ table, means, count }) => (
            <li key={table}>
              <div>{means}</div>
              <b>{formatNumber(count)}</b>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd dir="auto">{value}</dd>
    </>
  )
}
