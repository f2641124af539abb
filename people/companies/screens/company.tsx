import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Happened } from '#people/timeline/screens'
import { client, orpc, problemText } from '#ui/client'
import { defaultCurrency, exponentOf, formatMoney, formatNumber } from '#ui/format'
import { ErrorState, Face, failToast, Loading } from '#ui/pieces'
import { type Fact, Facts, RecordPage } from '#ui/record'
import { Link, Page, Slot, useGo, useParam } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import type { Company as Firm } from '../contract.ts'
import { PeopleThere } from './people-there.tsx'
import { editsOf } from './saving.ts'

/** A company: the facts, what happened with its people, who they are. */
export default function Company() {
  const id = useParam('id')
  const { data: company, error, refetch } = useQuery(orpc.companies.get.queryOptions({ input: { id } }))
  const crumbs = [{ label: 'Companies', to: '/companies' }]
  if (error)
    return (
      <Page title="Company" crumbs={crumbs}>
        <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
      </Page>
    )
  if (!company)
    return (
      <Page title="Company" crumbs={crumbs}>
        <Loading lines={8} />
      </Page>
    )
  return (
    <Page title={company.name} bare>
      <RecordPage
        title={company.name}
        subtitle={[company.sector, company.city, company.country].filter(Boolean).join(' · ')}
        avatar={<Face name={company.name} />}
        actions={<Remove company={company} />}
        facts={<Known company={company} />}
        timeline={<Happened of={{ companyId: company.id }} />}
        next={
          <>
            <PeopleThere companyId={company.id} count={company.people} />
            <Slot name="company" id={company.id} />
          </>
        }
      />
    </Page>
  )
}

function Remove({ company }: { company: Firm }) {
  const go = useGo()
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.companies.key() })
  const remove = async () => {
    try {
      const { operationId } = await client.companies.remove({ id: company.id })
      go('/companies')
      undoable(`${company.name} is in the bin; its people stay.`, operationId, reload)
      await reload()
    } catch (problem) {
      failToast(problemText(problem), 'The company was not deleted.')
    }
  }
  return (
    <Button variant="default" size="compact-sm" onClick={() => void remove()}>
      Delete
    </Button>
  )
}

function Known({ company }: { company: Firm }) {
  const queries = useQueryClient()
  const edits = editsOf(() => queries.invalidateQueries({ queryKey: orpc.companies.key() }))
  const currency = defaultCurrency()
  const text = (field: 'domain' | 'sector' | 'city' | 'country'): Fact['edit'] => ({
    kind: 'text',
    save: (value) => edits.text(field)(company, value),
  })
  const { employees, revenueMinor, parent } = company
  return (
    <Facts
      facts={[
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
          show: parent && <Link to={`/companies/${parent.id}`}>{parent.name}</Link>,
        },
        { id: 'owner', label: 'Owner', value: company.owner?.name ?? null },
      ]}
    />
  )
}
