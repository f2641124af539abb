import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useReasonLabel } from '#handover/handovers/screens'
import { client, download, orpc, problemText } from '#ui/client'
import { formatDate, formatNumber } from '#ui/format'
import { EmptyState, ErrorState, Figures, failToast, Loading, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, Page } from '#ui/shell'
import { groupings, periods, useAsked } from './asked.ts'
import css from './cameback.module.css'
import { Stat, useRowsPath } from './stat.tsx'

type Loaded = Awaited<ReturnType<typeof client.cameBack.get>>
const against = {
  bought: 'bought from us after all',
  answered: 'were reached later',
  won_before_date: 'bought before their date',
  came_back: 'came back by an act of their own',
} as const

/** What was sent back: how often, why, from where, and which reasons turned out wrong. */
export default function CameBack() {
  const { asked, period, setPeriod, by, setBy } = useAsked()
  const { data, error, refetch } = useQuery(
    orpc.cameBack.get.queryOptions({
      input: { ...asked!, by },
      enabled: asked !== undefined,
      placeholderData: keepPreviousData,
      meta: { topics: ['handovers', 'deals', 'leads'] },
    }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const mayExport = firm?.permissions.includes('exports.run') ?? false
  const save = async () => {
    try {
      download(await client.cameBack.export({ ...asked!, by }))
    } catch (problem) {
      failToast(problemText(problem), 'No file was made.')
    }
  }
  return (
    <Page
      title="What came back"
      actions={
        <>
          {mayExport && data && (
            <Button variant="default" onClick={() => void save()}>
              CSV
            </Button>
          )}
          <Select
            aria-label="Period"
            allowDeselect={false}
            value={period}
            data={[...periods]}
            onChange={(value) => value && setPeriod(value)}
            w={160}
          />
        </>
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={8} />}
      {data && data.counts.sent_back + data.counts.new_customers === 0 && (
        <EmptyState icon={<IconArrowBackUp size={22} />} title="Nothing came back">
          Nobody was sent back in this period. When sales sends somebody back, its reasons are counted here.
        </EmptyState>
      )}
      {data && data.counts.sent_back + data.counts.new_customers > 0 && (
        <div className={css.stack}>
          <Numbers data={data} />
          <Reasons data={data} />
          <Section
            title="Where they came from"
            actions={
              <div className={css.scroll}>
                <SegmentedControl
                  size="xs"
                  aria-label="Broken down by"
                  value={by}
                  onChange={setBy}
                  data={[...groupings]}
                />
              </div>
            }
          >
            <Groups data={data} by={by} />
          </Section>
          <Contradictions data={data} />
        </div>
      )}
    </Page>
  )
}

function Numbers({ data: { counts, rates, holds } }: { data: Loaded }) {
  return (
    <div>
      <div className={css.stats}>
        <Stat set="sent_back" title="Sent back" n={counts.sent_back}>
          {counts.overruled > 0
            ? `${formatNumber(counts.overruled)} more were overruled`
            : 'overruled ones left out'}
        </Stat>
        <Stat set="upheld" title="Upheld" n={counts.upheld}>
          agreed, or decided by a manager
        </Stat>
        <Stat set="undecided" title="Not decided yet" n={counts.undecided}>
          waits for marketing or a manager
        </Stat>
        <Stat set="regrets" title="Regrets" n={counts.regrets}>
          sent back, won within 365 days
          {rates.regret.cases > 0 && `; of those that old: ${rates.regret.text}`}
        </Stat>
        <Stat set="missed" title="Missed" n={counts.missed}>
          new customers never ready before their deal
          {rates.missed.cases > 0 && `: ${rates.missed.text}`}
        </Stat>
      </div>
      {!holds && <p className={css.dim}>Upheld and undecided do not add up to what was sent back.</p>}
    </div>
  )
}

function Reasons({ data: { reasons } }: { data: Loaded }) {
  const reasonLabel = useReasonLabel()
  const path = useRowsPath()
  return (
    <Section title="Reasons">
      <Figures>
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col">Sent back</th>
            <th scope="col">Upheld</th>
            <th scope="col">Won after all</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map((row) => (
            <tr key={row.reason}>
              <td>{reasonLabel(row.reason)}</td>
              {(['sent_back', 'upheld', 'regrets'] as const).map((set) => (
                <Cell
                  key={set}
                  n={{ sent_back: row.sentBack, upheld: row.upheld, regrets: row.regrets }[set]}
                  to={path(set, reasonLabel(row.reason), { reason: row.reason })}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </Figures>
    </Section>
  )
}

function Groups({ data: { groups }, by }: { data: Loaded; by: string }) {
  const reasonLabel = useReasonLabel()
  const path = useRowsPath()
  return (
    <Figures>
      <thead>
        <tr>
          <th scope="col">{groupings.find(({ value }) => value === by)?.label}</th>
          <th scope="col">Sent back</th>
          <th scope="col">Upheld</th>
          <th scope="col">Won after all</th>
          <th scope="col" className={css.start}>
            Reasons
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => {
          const only = { by, key: group.key ?? 'none' }
          return (
            <tr key={group.key ?? 'none'}>
              <td dir="auto">{group.name}</td>
              <Cell n={group.sentBack} to={path('sent_back', group.name, only)} />
              <Cell n={group.upheld} to={path('upheld', group.name, only)} />
              <Cell n={group.regrets} to={path('regrets', group.name, only)} />
              <td className={css.start}>
                {group.reasons.map(({ reason, n }, at) => (
                  <span key={reason}>
                    {at > 0 && ', '}
                    <Link
                      to={path('sent_back', `${group.name}: ${reasonLabel(reason)}`, { ...only, reason })}
                    >
                      {reasonLabel(reason)} {formatNumber(n)}
                    </Link>
                  </span>
                ))}
              </td>
            </tr>
          )
        })}
      </tbody>
    </Figures>
  )
}

const Cell = ({ n, to }: { n: number; to: string }) => (
  <td>{n === 0 ? '0' : <Link to={to}>{formatNumber(n)}</Link>}</td>
)

/** Reasons that outcomes speak against; flagged where it is more than chance. */
function Contradictions({ data: { contradictions } }: { data: Loaded }) {
  const reasonLabel = useReasonLabel()
  if (contradictions.length === 0) return null
  return (
    <Section title="Reasons that turned out wrong">
      <p className={css.dim}>Flagged from five cases on, when a fifth of them turned out otherwise.</p>
      <ul className={css.points}>
        {contradictions.map((it) => (
          <li key={it.reason}>
            <div className={css.head}>
              <b>{reasonLabel(it.reason)}</b>
              {it.flagged && <Tag accent="coral">Flagged</Tag>}
            </div>
            <p>
              {formatNumber(it.against)} of {formatNumber(it.cases)} {against[it.outcome]}.
            </p>
            <ul className={css.people}>
              {it.people.map((one) => (
                <li key={one.handoverId}>
                  <Link to={`/handovers/${one.handoverId}`} dir="auto">
                    {one.name}
                  </Link>
                  <span className={css.dim}>
                    sent back {formatDate(one.sentBackAt)}, then {formatDate(one.at)}
                  </span>
                </li>
              ))}
              {it.against > it.people.length && (
                <li className={css.dim}>and {formatNumber(it.against - it.people.length)} before them</li>
              )}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  )
}
