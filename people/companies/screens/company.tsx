import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Happened } from '#people/timeline/screens'
import { client, orpc, problemText } from '#ui/client'
import { ErrorState, Face, failToast, Loading } from '#ui/pieces'
import { RecordPage } from '#ui/record'
import { Page, Slot, useGo, useParam } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import type { Company as Firm } from '../contract.ts'
import { Known } from './known.tsx'
import { PeopleThere } from './people-there.tsx'
import { Tree } from './tree.tsx'

/** A company: the facts, what happened with its people, who they are. */
export default function Company() {
  const id = useParam('id')
  const { data: company, error, refetch } = useQuery(orpc.companies.get.queryOptions({ input: { id } }))
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const may = firm?.permissions.includes('companies.write') === true
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
            <Tree company={company} may={may} />
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
