import type { client } from '#ui/client'
import { formatNumber, RelativeTime } from '#ui/format'
import { Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import css from './website.module.css'

type Props = { seen: Awaited<ReturnType<typeof client.tracking.get>>['seen']; on: boolean }

const counted = (n: number, one: string, many: string) => `${formatNumber(n)} ${n === 1 ? one : many}`

/** Whether it works: what came in during the last ten minutes, looked at every few seconds. */
export function Seen({ seen, on }: Props) {
  const { sites, machines } = seen
  return (
    <Section title="Seen in the last ten minutes">
      <div role="status" className={css.seen}>
        {sites.length === 0 && (
          <p className={css.dim}>
            {on
              ? 'Nothing yet. Open one of your pages in another window: it appears here within seconds.'
              : 'Nothing: it is switched off.'}
          </p>
        )}
        {sites.length > 0 && (
          <ul className={css.list}>
            {sites.map(({ site, pages, lastAt }) => (
              <li key={site}>
                <span>
                  <Tag accent="green" dot>
                    Works
                  </Tag>{' '}
                  <strong dir="ltr">{site}</strong>
                </span>
                <span className={css.dim}>
                  {counted(pages, 'page', 'pages')}, the last <RelativeTime value={lastAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
        {machines > 0 && (
          <p className={css.dim}>
            {counted(machines, 'hit of a program was', 'hits of programs were')} put aside: search engines,
            monitors, scanners. They count nowhere.
          </p>
        )}
      </div>
    </Section>
  )
}
