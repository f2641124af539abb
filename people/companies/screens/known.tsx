import { useQuery, useQueryClient } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { InlineTags } from '#ui/form'
import { defaultCurrency, exponentOf, formatDate, formatMoney, formatNumber } from '#ui/format'
import { type Fact, Facts } from '#ui/record'
import { Link } from '#ui/shell'
import { customFacts } from '#workspace/fields/screens'
import { useListFields } from '#workspace/lists/screens'
import type { Company } from '../contract.ts'
import { Parent } from './parent.tsx'
import { editsOf } from './saving.ts'

/** All that is known of a company, each fact changed where it stands. */
export function Known({ company }: { company: Company }) {
  const queries = useQueryClient()
  const edits = editsOf(() => queries.invalidateQueries({ queryKey: orpc.companies.key() }))
  const currency = defaultCurrency()
  const { data: custom } = useQuery(
    orpc.fields.list.queryOptions({ input: { record: 'company' }, meta: { topics: ['settings'] } }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const { data: joining } = useQuery(orpc.companies.joining.queryOptions({ meta: { topics: ['settings'] } }))
  const offered = useListFields('company')
  const optionsOf = (id: string) => offered.find((field) => field.id === id)?.options ?? []
  const mayEdit = firm?.permissions.includes('companies.write') === true
  const text = (field: 'domain' | 'sector' | 'city' | 'country'): Fact['edit'] => ({
    kind: 'text',
    save: (value) => edits.text(field)(company, value),
  })
  const { employees, revenueMinor, parent } = company
  const facts: Fact[] = [
    {
      id: 'name',
      label: 'Name',
      value: company.name,
      edit: { kind: 'text', save: (value) => edits.name(company, value) },
    },
    {
      id: 'domain',
      label: 'Web site',
      value: company.domain,
      href: company.domain ? `https://${company.domain}` : undefined,
      edit: text('domain'),
    },
    {
      id: 'domains',
      label: 'Domains',
      value: company.domains.join(', ') || null,
      show: mayEdit && (
        <InlineTags
          label="Domains"
          values={company.domains}
          options={[]}
          save={(domains) => edits.domains(company, domains)}
        />
      ),
      note: joining?.on && 'New people with an address there join by themselves.',
    },
    { id: 'sector', label: 'Sector', value: company.sector, edit: text('sector') },
    {
      id: 'employees',
      label: 'Employees',
      value: employees === null ? null : String(employees),
      show: employees === null ? undefined : formatNumber(employees),
      edit: { kind: 'number', save: (value) => edits.employees(company, value) },
    },
    {
      id: 'revenue',
      label: 'Turnover',
      value: revenueMinor === null ? null : String(revenueMinor / 10 ** exponentOf(currency)),
      show: revenueMinor === null ? undefined : formatMoney(revenueMinor, currency),
      edit: { kind: 'number', save: (value) => edits.revenue(company, value, currency) },
    },
    { id: 'city', label: 'Town', value: company.city, edit: text('city') },
    { id: 'country', label: 'Country', value: company.country, edit: text('country') },
    {
      id: 'parent',
      label: 'Belongs to',
      value: parent?.name ?? null,
      show: mayEdit ? (
        <Parent company={company} edits={edits} />
      ) : (
        parent && <Link to={`/companies/${parent.id}`}>{parent.name}</Link>
      ),
    },
    {
      id: 'owner',
      label: 'Owner',
      value: company.owner?.id ?? null,
      show: company.owner?.name,
      edit: {
        kind: 'choice',
        options: optionsOf('owner'),
        save: (value) => edits.text('ownerId')(company, value),
      },
    },
    {
      id: 'tags',
      label: 'Tags',
      value: company.tags.join(', ') || null,
      show: mayEdit && (
        <InlineTags
          label="Tags"
          values={company.tags}
          options={optionsOf('tag').map(({ value }) => value)}
          save={(tags) => edits.tags(company, tags)}
        />
      ),
    },
    ...customFacts(
      custom?.rows ?? [],
      company.custom,
      (field, value) => edits.custom(company, field.key, value),
      company.id,
    ),
    { id: 'externalId', label: 'Number', value: company.externalId },
    { id: 'created', label: 'Added', value: formatDate(company.createdAt) },
  ]
  const shown = firm?.solo === false ? facts : facts.filter(({ id }) => id !== 'owner')
  return <Facts facts={mayEdit ? shown : shown.map(({ edit: _, ...fact }) => fact)} />
}
