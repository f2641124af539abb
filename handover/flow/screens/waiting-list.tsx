import { Select } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type client, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { BatonMark, EmptyState, ErrorState, Loading, ShowMore } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, Page, useUrl } from '#ui/shell'
import css from './flow.module.css'
import { Row } from './row.tsx'

type Loaded = Awaited<ReturnType<typeof client.flow.waiting>>
const most = 50

/** Who waits because the week is full, best first; the same for both sides, as far as one sees. */
export default function WaitingList() {
  const [line, choose] = useUrl('line')
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const query = useInfiniteQuery(
    orpc.flow.waiting.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: most,
        ...(line && { productLineId: line }),
        ...(cursor && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: { topics: ['handovers', 'settings'] },
    }),
  )
  const { data, error, refetch } = query
  const first = data?.pages[0]
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  const manages = firm?.permissions.includes('handovers.manage') ?? false
  return (
    <Page
      title="Waiting list"
      actions={
        first &&
        first.lines.length > 1 && (
          <Select
            aria-label="Product line"
            placeholder="Every product line"
            clearable
            value={line || null}
            data={first.lines.map((it) => ({ value: it.productLineId, label: it.name }))}
            onChange={(value) => choose(value ?? '')}
          />
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !first && <Loading lines={8} />}
      {first && (
        <div className={css.stack}>
          <Week list={first} />
          <Section title="Waiting, best first" count={first.count}>
            {first.isPart && (
              <p className={css.dim}>
                Others may wait whom you don’t see, so nobody’s place and week is told here.
              </p>
            )}
            {first.count === 0 ? (
              <EmptyState
                icon={<BatonMark size={22} />}
                title={first.isPart ? 'Nobody waits whom you see' : 'Nobody waits'}
              >
                Whoever is strong enough goes to sales at once, as long as the week has room. Beyond that they
                wait here, and no clock runs.
              </EmptyState>
            ) : (
              <ol className={css.rows}>
                {rows.map((row) => (
                  <Row
                    key={row.handoverId}
                    row={row}
                    manages={manages && !first.isPart}
                    many={first.lines.length > 1}
                  />
                ))}
              </ol>
            )}
            <ShowMore of={query} mt="md" />
          </Section>
          <Candidates count={first.candidates} />
        </div>
      )}
    </Page>
  )
}

/** What is taken of what was agreed on for this week. */
function Week({ list }: { list: Loaded }) {
  const { lines, receivers, agreement } = list
  const limited = lines.filter(({ perWeek }) => perWeek !== null)
  return (
    <Section title="This week">
      <ul className={css.week}>
        <Capacity name="All who take leads" {...receivers} />
        {limited.map((line) => (
          <Capacity
            key={line.productLineId}
            {...line}
            name={lines.length > 1 ? line.name : 'Agreed for all together'}
          />
        ))}
      </ul>
      <p className={css.dim}>
        {agreement === null ? (
          <>
            By the settings for <Link to="/settings/routing">who gets leads</Link> and the{' '}
            <Link to="/settings/handovers">terms</Link>.
          </>
        ) : (
          <>
            By <Link to="/handovers/agreement">Agreement {formatNumber(agreement)}</Link>.
          </>
        )}{' '}
        Whoever asks for sales comes on top and never waits.
      </p>
    </Section>
  )
}

function Capacity({ name, perWeek, taken }: { name: string } & Loaded['receivers']) {
  return (
    <li>
      <span dir="auto">{name}</span>
      {taken === null ? (
        <strong className="b-number">
          {perWeek === null ? 'No limit is agreed on' : `${formatNumber(perWeek)} a week`}
        </strong>
      ) : perWeek === null ? (
        <>
          <strong className="b-number">{formatNumber(taken)}</strong>
          <span className={css.dim}>strong enough taken; no limit is agreed on</span>
        </>
      ) : (
        <>
          <strong className="b-number">
            {formatNumber(taken)} of {formatNumber(perWeek)}
          </strong>
          <div className={css.bar} data-full={taken >= perWeek || undefined}>
            <i style={{ width: `${Math.min(100, (100 * taken) / Math.max(1, perWeek))}%` }} />
          </div>
        </>
      )}
    </li>
  )
}

/** Strong enough without a new act: apart from those who wait for a place. */
function Candidates({ count }: { count: number }) {
  const { data, error } = useQuery(
    orpc.scoring.candidates.queryOptions({ input: { limit: 20 }, enabled: count > 0 }),
  )
  if (count === 0) return null
  return (
    <Section title="Candidates" count={count}>
      <p className={css.dim}>
        Strong enough by a new definition, an import or a corrected fact, and not by an act of their own. They
        wait for their next act, not for a place.
      </p>
      {error && <ErrorState what={problemText(error)} />}
      <ol className={css.rows}>
        {data?.rows.map((row) => (
          <li key={row.id}>
            <span className={css.place} />
            <span className={css.what}>
              <Link to={`/people/${row.contactId}`} dir="auto">
                {row.name}
              </Link>
              {row.company && (
                <span className={css.dim} dir="auto">
                  {row.company}
                </span>
              )}
            </span>
            <span className={css.end}>
              <span className="b-number">{formatNumber(row.total)} points</span>
              <span className={css.dim}>{causes[row.cause]}</span>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

const causes = {
  definition: 'by a new definition',
  import: 'by an import',
  recalculation: 'by a corrected fact',
} as const
