import { Button } from '@mantine/core'
import { formatDateTime, formatNumber } from '#ui/format'
import { Notice } from '#ui/pieces'
import { Link } from '#ui/shell'
import { Counts, Findings } from './findings.tsx'
import type { Run } from './import.tsx'
import css from './imports.module.css'
import { Stayed } from './stayed.tsx'
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

/** Taken back: all of it, or all but what was changed since. */
export function Left({ it }: { it: Import }) {
  const one = it.stayed === 1
  return (
    <>
      {it.stayed === 0 ? (
        <Notice accent="green" title="Everything is as it was before">
          All rows of this file are gone again; what they had changed is back.
        </Notice>
      ) : (
        <Notice
          accent="amber"
          title={`Taken back, but for ${one ? 'one row' : `${formatNumber(it.stayed)} rows`}`}
        >
          {`${one ? 'It was' : 'They were'} changed since and ${one ? 'stays' : 'stay'} as ${one ? 'it is' : 'they are'}. All else is as it was before.`}
        </Notice>
      )}
      {it.stayed > 0 && <Stayed it={it} />}
      <div className={css.acts}>
        <Button variant="default" component={Link} to="/settings/imports">
          Import another file
        </Button>
      </div>
    </>
  )
}
