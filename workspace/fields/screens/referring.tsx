import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { formatNumber } from '#ui/format'
import { Section } from '#ui/record'
import { Link, type PanelProps } from '#ui/shell'
import type { FieldRecord } from '../contract.ts'
import css from './fields.module.css'
import { pathOf } from './related.tsx'

/** Who names this record in a field of theirs. */
function Referring({ record, id }: { record: FieldRecord; id: string }) {
  const { data } = useQuery(
    orpc.fields.referring.queryOptions({
      input: { record, id },
      meta: { topics: ['contacts', 'companies', 'deals', 'settings'] },
    }),
  )
  return data?.rows.map(({ fieldId, label, record: of, count, records }) => (
    <Section key={fieldId} title={`Named in “${label}”`} count={count}>
      <ul className={css.named}>
        {records.map((it) => (
          <li key={it.id}>
            <Link to={pathOf(of, it.id)}>
              <bdi>{it.name}</bdi>
            </Link>
          </li>
        ))}
      </ul>
      {count > records.length && (
        <p className={css.dim}>
          and {formatNumber(count - records.length)} more; the list can be filtered by it
        </p>
      )}
    </Section>
  ))
}

const panelOf = (record: FieldRecord) =>
  function Panel({ id }: PanelProps) {
    return id ? <Referring record={record} id={id} /> : null
  }
export const OnContact = panelOf('contact')
export const OnCompany = panelOf('company')
export const OnDeal = panelOf('deal')
