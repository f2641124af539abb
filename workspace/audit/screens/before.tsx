import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { ErrorState, Loading } from '#ui/pieces'
import css from './changes.module.css'

const shown = 50
const said = (value: unknown): string =>
  value === null || value === undefined || value === ''
    ? '–'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

/** Before and after of the rows that an act changed. */
export function Before({ id }: { id: string }) {
  const { data, error } = useQuery(orpc.audit.changes.queryOptions({ input: { id, limit: shown } }))
  if (error) return <ErrorState what={problemText(error)} />
  if (!data) return <Loading lines={3} />
  return (
    <div className={css.scroll}>
      <table className={css.changes}>
        <thead>
          <tr className={css.dim}>
            <td>Record</td>
            <td>Field</td>
            <td>Before</td>
            <td>After</td>
          </tr>
        </thead>
        <tbody>
          {data.rows.flatMap((row, n) =>
            [...new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])]
              .filter((field) => said(row.before?.[field]) !== said(row.after?.[field]))
              .map((field) => (
                <tr key={`${n} ${field}`}>
                  <td>{row.table.replaceAll('_', ' ')}</td>
                  <td>{field.replaceAll('_', ' ')}</td>
                  <td dir="auto">{said(row.before?.[field])}</td>
                  <td dir="auto">{said(row.after?.[field])}</td>
                </tr>
              )),
          )}
        </tbody>
      </table>
      {data.next && <p className={css.dim}>The first {shown} rows are shown.</p>}
    </div>
  )
}
