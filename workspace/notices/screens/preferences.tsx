import { Checkbox } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { ErrorState, failToast, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page } from '#ui/shell'
import { Morning } from '#workspace/digest/screens'
import { ThisDevice } from '#workspace/push/screens'
import css from './notices.module.css'

type Row = Awaited<ReturnType<typeof client.notices.preferences>>['rows'][number]

/** How one hears of each kind of notice: in the app, by mail, on one’s devices, or not at all. */
export default function Preferences() {
  const { data, error, refetch } = useQuery(orpc.notices.preferences.queryOptions())
  return (
    <Page title="What you hear of" narrow crumbs={[{ label: 'Notices', to: '/notices' }]}>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={6} />}
      {data && (
        <div className={css.parts}>
          <Morning />
          <ThisDevice />
          <Section title="Each kind of notice">
            <ul className={css.list}>
              {data.rows.map((row) => (
                <Kind key={row.kind} row={row} />
              ))}
            </ul>
          </Section>
        </div>
      )}
    </Page>
  )
}

function Kind({ row }: { row: Row }) {
  const queries = useQueryClient()
  const change = async (way: { inApp?: boolean; byMail?: boolean; byPush?: boolean }) => {
    const queryKey = orpc.notices.preferences.queryKey()
    void queries.cancelQueries({ queryKey })
    queries.setQueryData(queryKey, (before) =>
      before === undefined
        ? undefined
        : { rows: before.rows.map((it) => (it.kind === row.kind ? { ...it, ...way } : it)) },
    )
    try {
      await client.notices.setPreference({ kind: row.kind, ...way })
    } catch (error) {
      failToast(problemText(error), 'Nothing was changed.')
    }
    await queries.invalidateQueries({ queryKey })
  }
  return (
    <li>
      <span>{row.label}</span>
      <span className={css.ways}>
        <Checkbox
          label="In the app"
          aria-label={`${row.label}: in the app`}
          checked={row.inApp}
          onChange={(event) => void change({ inApp: event.currentTarget.checked })}
        />
        <Checkbox
          label="By mail"
          aria-label={`${row.label}: by mail`}
          checked={row.byMail}
          onChange={(event) => void change({ byMail: event.currentTarget.checked })}
        />
        <Checkbox
          label="On my devices"
          aria-label={`${row.label}: on my devices`}
          checked={row.byPush}
          onChange={(event) => void change({ byPush: event.currentTarget.checked })}
        />
      </span>
    </li>
  )
}
