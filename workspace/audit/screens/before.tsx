import { useQuery } from '@tanstack/react-query'
import { type client, orpc, problemText } from '#ui/client'
import { ErrorState, Loading } from '#ui/pieces'
import { Link } from '#ui/shell'
import css from './changes.module.css'
import { shownValue } from './value.ts'

const shown = 50
const said = (value: unknown): string =>
  value === null || value === undefined || value === ''
    ? '–'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

type Row = Awaited<ReturnType<typeof client.audit.changes>>['rows'][number]

/** In the words of the fields where the row has them, else as the columns stand. */
function linesOf({ fields, before, after }: Row): { field: string; from: string; to: string }[] {
  if (fields)
    return fields.map((it) => ({ field: it.label, from: shownValue(it, 'from'), to: shownValue(it, 'to') }))
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .filter((name) => said(before?.[name]) !== said(after?.[name]))
    .map((name) => ({
      field: name.replaceAll('_', ' '),
      from: said(before?.[name]),
      to: said(after?.[name]),
    }))
}

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
            linesOf(row).map(({ field, from, to }) => (
              <tr key={`${n} ${field}`}>
                <td dir="auto">
                  {row.of ? <Link to={row.of.path}>{row.of.name}</Link> : row.table.replaceAll('_', ' ')}
                </td>
                <td>{field}</td>
                <td dir="auto">{from}</td>
                <td dir="auto">{to}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      {data.next && <p className={css.dim}>The first {shown} rows are shown.</p>}
    </div>
  )
}
