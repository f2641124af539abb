import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { ErrorState } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import type { Company } from '../contract.ts'
import { AddCompany } from './add-company.tsx'
import css from './company.module.css'

/** Where a company stands: above it its parents, below it all that belong to it. */
export function Tree({ company, may }: { company: Company; may: boolean }) {
  const queries = useQueryClient()
  const [adding, setAdding] = useState(false)
  const { id, name } = company
  const { data, error, refetch } = useQuery(
    orpc.companies.tree.queryOptions({ input: { id }, meta: { topics: ['companies', 'contacts'] } }),
  )
  const above = data?.path ?? []
  const lines = [
    ...above.map((it, depth) => ({ ...it, depth, people: null })),
    { id, name, depth: above.length, people: null },
    ...(data?.nodes ?? []).map((it) => ({ ...it, depth: above.length + it.depth })),
  ]
  return (
    <Section
      title="Belongs together"
      actions={
        may && (
          <Button variant="default" size="compact-xs" onClick={() => setAdding(true)}>
            Add one below
          </Button>
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {data && lines.length === 1 && (
        <p className={css.quiet}>It belongs to no other company, and none belongs to it.</p>
      )}
      {lines.length > 1 && (
        <ul className={css.tree}>
          {lines.map((it) => (
            <li key={it.id} style={{ paddingInlineStart: Math.min(it.depth, 6) * 14 }}>
              {it.id === id ? (
                <b aria-current="page" dir="auto">
                  {it.name}
                </b>
              ) : (
                <Link to={`/companies/${it.id}`} dir="auto">
                  {it.name}
                </Link>
              )}
              {it.people !== null && it.people > 0 && (
                <span className="b-number">
                  {formatNumber(it.people)} {it.people === 1 ? 'person' : 'people'}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {data?.more && <p className={css.quiet}>There are more; the list of companies shows all.</p>}
      <AddCompany
        opened={adding}
        onClose={() => setAdding(false)}
        parent={company}
        after={() => queries.invalidateQueries({ queryKey: orpc.companies.key() })}
      />
    </Section>
  )
}
