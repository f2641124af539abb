import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { client, download, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { failToast, Loading, Notice, ShowMore } from '#ui/pieces'
import { Section } from '#ui/record'
import css from './imports.module.css'
import type { Import } from './words.ts'

/** New, changed, unchanged, refused: the four things that can become of a row. */
export function Counts({ it }: { it: Import }) {
  const { created, matched, unchanged, refused } = it.counts
  const all = [
    ['New', created],
    ['Changed', matched],
    ['Unchanged', unchanged],
    ['Refused', refused],
  ] as const
  return (
    <dl className={css.counts}>
      {all.map(([label, count]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="b-number">{formatNumber(count)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What a person should know: what became tasks, deals that stand elsewhere, contradictions and refused rows. */
export function Findings({ it }: { it: Import }) {
  const { tasks, elsewhere } = it.counts
  return (
    <>
      {tasks > 0 && (
        <Notice
          title={tasks === 1 ? 'One of the new is a task' : `${formatNumber(tasks)} of the new are tasks`}
        >
          The file says that they are still to be done: they stand in the list of tasks with the day they are
          due. What was done stands on the timelines.
        </Notice>
      )}
      {elsewhere > 0 && (
        <Notice
          accent="amber"
          title={`${elsewhere === 1 ? 'One deal stands' : `${formatNumber(elsewhere)} deals stand`} elsewhere in the file`}
        >
          Their stage or outcome is another one here, and that stays. Where the file shall win, choose “The
          file wins” and import it again: then they move.
        </Notice>
      )}
      {it.counts.barred > 0 && (
        <Notice
          accent="amber"
          title={`${formatNumber(it.counts.barred)} rows contradict themselves about mail or calls`}
        >
          They permit it in one column and speak of unsubscribing, a bounce or a refusal in another, or their
          mail came back. Nobody writes to these people or calls them until somebody decides on their page.
        </Notice>
      )}
      {it.counts.refused > 0 && <Refused it={it} />}
    </>
  )
}

function Refused({ it }: { it: Import }) {
  const query = useInfiniteQuery(
    orpc.transfer.refusals.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: it.id, limit: 20, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['imports'] },
    }),
  )
  const save = async () => {
    try {
      download(await client.transfer.refusedFile({ id: it.id }))
    } catch (error) {
      failToast(problemText(error))
    }
  }
  const rows = query.data?.pages.flatMap((page) => page.rows)
  return (
    <Section
      title="Refused"
      count={it.counts.refused}
      actions={
        <Button size="compact-sm" variant="default" onClick={() => void save()}>
          Download these rows
        </Button>
      }
    >
      {!rows && <Loading lines={3} />}
      <ul className={css.list}>
        {rows?.map(({ line, reason }) => (
          <li key={line} className={css.row}>
            <span>
              <span className={css.dim}>Line {line}</span> <span dir="auto">{reason}</span>
            </span>
          </li>
        ))}
      </ul>
      <ShowMore of={query} small />
      <p className={css.dim}>
        {it.record === 'files'
          ? 'Mend them in the downloaded file, put it into the ZIP in the place of its table and import that: the rest is found and left alone.'
          : 'Mend them in the downloaded file and import that: the rest is found and left alone.'}
      </p>
    </Section>
  )
}
