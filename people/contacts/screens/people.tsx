import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { Happened } from '#people/timeline/screens'
import { client } from '#ui/client'
import { EmptyState, Person } from '#ui/pieces'
import { useGo } from '#ui/shell'
import type { Sort } from '#ui/table'
import { RecordList, type Source } from '#workspace/lists/screens'
import type { Contact } from '../contract.ts'
import { peopleBulk } from './bulk.ts'
import { peopleColumns } from './columns.tsx'
import { Known } from './known.tsx'

const newest: Sort = { column: 'created', direction: 'desc' }
const words = {
  search: 'Search people',
  placeholder: 'Name, company, address, number or town',
  none: 'Nobody fits',
  noneWhy: 'Everybody is still there; the search and the filter hide them.',
  all: 'Everybody',
  showAll: 'Show everybody',
}

const source: Source<Contact> = {
  topic: 'contacts',
  page: client.contacts.list,
  count: client.contacts.count,
  groups: client.contacts.groups,
  edits: client.contacts.edits,
}

/** Everybody the firm knows. */
export default function People() {
  const go = useGo()
  return (
    <RecordList<Contact>
      record="contact"
      title="People"
      source={source}
      words={words}
      columns={peopleColumns}
      usualSort={newest}
      usualGroup="stage"
      path={(row) => `/people/${row.id}`}
      peek={(row) => ({
        title: <Person name={row.name} sub={row.company?.name} size={28} />,
        body: (
          <>
            <Known person={row} />
            <Happened of={{ contactId: row.id }} />
          </>
        ),
      })}
      actions={<Button onClick={() => go('/people/new')}>Add somebody</Button>}
      bulk={peopleBulk}
      nouns={['person', 'people']}
      export={client.contacts.export}
      empty={
        <EmptyState
          icon={<IconUsers size={22} />}
          title="Nobody is known yet"
          action={{ label: 'Write somebody down', run: () => go('/capture') }}
        >
          A call, a visit or a card is enough to begin with.
        </EmptyState>
      }
    />
  )
}
