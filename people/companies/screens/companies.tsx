import { Button } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc } from '#ui/client'
import { EmptyState, Person } from '#ui/pieces'
import type { Sort } from '#ui/table'
import { RecordList, type Source } from '#workspace/lists/screens'
import type { Company } from '../contract.ts'
import { AddCompany } from './add-company.tsx'
import { companyBulk } from './bulk.ts'
import { companyColumns } from './columns.ts'
import { Known } from './known.tsx'
import { PeopleThere } from './people-there.tsx'

const byName: Sort = { column: 'name', direction: 'asc' }
const words = {
  search: 'Search companies',
  placeholder: 'Name, web site or town',
  none: 'No company fits',
  noneWhy: 'All companies are still there; the search and the filter hide them.',
  all: 'All companies',
  showAll: 'Show all companies',
}

const source: Source<Company> = {
  topic: 'companies',
  page: client.companies.list,
  count: client.companies.count,
  groups: client.companies.groups,
  edits: client.companies.edits,
}

/** The firms that people work for. */
export default function Companies() {
  const queries = useQueryClient()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <AddCompany
        opened={adding}
        onClose={() => setAdding(false)}
        after={() => queries.invalidateQueries({ queryKey: orpc.companies.key() })}
      />
      <RecordList<Company>
        record="company"
        title="Companies"
        source={source}
        words={words}
        columns={companyColumns}
        usualSort={byName}
        usualGroup="sector"
        path={(row) => `/companies/${row.id}`}
        peek={(row) => ({
          title: <Person name={row.name} sub={row.sector ?? undefined} size={28} />,
          body: (
            <>
              <Known company={row} />
              <PeopleThere companyId={row.id} count={row.people} />
            </>
          ),
        })}
        actions={<Button onClick={() => setAdding(true)}>Add a company</Button>}
        bulk={companyBulk}
        nouns={['company', 'companies']}
        export={client.companies.export}
        empty={
          <EmptyState
            icon={<IconBuilding size={22} />}
            title="No company is known yet"
            action={{ label: 'Add the first company', run: () => setAdding(true) }}
          >
            A company also appears by itself when a person is written down with one.
          </EmptyState>
        }
      />
    </>
  )
}
