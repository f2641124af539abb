import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { EmptyState, failToast } from '#ui/pieces'
import { useGo } from '#ui/shell'
import type { Sort } from '#ui/table'
import { undoable } from '#workspace/audit/screens'
import { RecordList } from '#workspace/lists/screens'
import type { Contact } from '../contract.ts'
import { peopleColumns } from './columns.tsx'

const newest: Sort = { column: 'created', direction: 'desc' }
const words = {
  search: 'Search people',
  placeholder: 'Name, company, address, number or town',
  none: 'Nobody fits',
  noneWhy: 'Everybody is still there; the search and the filter hide them.',
  all: 'Everybody',
  showAll: 'Show everybody',
}

/** Everybody the firm knows. */
export default function People() {
  const go = useGo()
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.contacts.key() })
  const remove = async (ids: string[], clear: () => void) => {
    try {
      const { operationId, count } = await client.contacts.remove({ ids })
      clear()
      await reload()
      undoable(
        count === 1 ? 'One person is in the bin.' : `${count} people are in the bin.`,
        operationId,
        reload,
      )
    } catch (problem) {
      failToast(problemText(problem), 'Nobody was deleted.')
    }
  }
  return (
    <RecordList<Contact>
      record="contact"
      title="People"
      source={{ topic: 'contacts', page: client.contacts.list, count: client.contacts.count }}
      words={words}
      columns={peopleColumns}
      usualSort={newest}
      path={(row) => `/people/${row.id}`}
      actions={<Button onClick={() => go('/capture')}>Add somebody</Button>}
      bulk={(ids, clear) => (
        <Button size="compact-sm" variant="default" onClick={() => void remove(ids, clear)}>
          Delete
        </Button>
      )}
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
