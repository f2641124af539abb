import { Button } from '@mantine/core'
import { formatDateTime, formatNumber } from '#ui/format'
import { Notice } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import { Counts, Findings } from './findings.tsx'
import type { Run } from './import.tsx'
import css from './imports.module.css'
import { UnknownNames } from './unknown.tsx'
import { type Import, recordPaths, recordWords } from './words.ts'

/** What came of it, the way there, and the way back. */
export function Finished({ it, run }: { it: Import; run: Run }) {
  const isIn = it.counts.created + it.counts.matched > 0
  return (
    <>
      {it.state === 'cancelled' && (
        <Notice title={isIn ? 'Cancelled; what is in stays in' : 'Cancelled; nothing of it came in'} />
      )}
      {it.startedAt && <Counts it={it} />}
      {it.following > 0 && (
        <p className={css.dim} role="status">
          {`Everybody is in and listed. The search box, scores and history of ${formatNumber(it.following)} follow.`}
        </p>
      )}
      <div className={css.acts}>
        {it.record && isIn && (
          <Button component={Link} to={recordPaths[it.record]}>
            See {recordWords[it.record].toLowerCase()}
          </Button>
        )}
        {isIn && (
          <Button variant="default" onClick={() => run('undo')}>
            Take it back
          </Button>
        )}
        <Button variant="default" component={Link} to="/settings/imports">
          Import another file
        </Button>
      </div>
      {it.finishedAt && (
        <p className={css.dim}>
          {it.createdByName ? `By ${it.createdByName}, ` : ''}
          {formatDateTime(it.finishedAt)}
        </p>
      )}
      {it.startedAt && <UnknownNames it={it} />}
      {it.startedAt && <Findings it={it} />}
    </>
  )
}

const places: Record<string, { label: string; path: string }> = {
  contact: { label: 'A person', path: '/people' },
  company: { label: 'A company', path: '/companies' },
  deal: { label: 'A deal', path: '/deals' },
}

/** Taken back: what was changed since and therefore stayed. */
export function Left({ it }: { it: Import }) {
  return (
    <>
      <Notice accent="green" title="Everything is as it was before">
        {it.conflicts.length === 0
          ? 'All rows of this file are gone again; what they had changed is back.'
          : `${formatNumber(it.conflicts.length)} ${it.conflicts.length === 1 ? 'record was' : 'records were'} changed since and stayed.`}
      </Notice>
      {it.conflicts.length > 0 && (
        <Section title="Changed since, and left alone" count={it.conflicts.length}>
          <ul className={css.list}>
            {it.conflicts.slice(0, 200).map(({ table, rowId }) => {
              const place = places[table]
              return (
                <li key={`${table} ${rowId}`} className={css.row}>
                  {place ? (
                    <Link to={`${place.path}/${rowId}`}>{place.label}</Link>
                  ) : (
                    <span>A row of {table.replaceAll('_', ' ')}</span>
                  )}
                </li>
              )
            })}
          </ul>
        </Section>
      )}
      <div className={css.acts}>
        <Button variant="default" component={Link} to="/settings/imports">
          Import another file
        </Button>
      </div>
    </>
  )
}
