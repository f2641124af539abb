import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Happened } from '#people/timeline/screens'
import { client, orpc, problemText } from '#ui/client'
import { ErrorState, Face, failToast, Loading, Tag } from '#ui/pieces'
import { RecordPage } from '#ui/record'
import { Page, Slot, useGo, useParam } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import type { Contact } from '../contract.ts'
import { Known } from './known.tsx'
import { stageWord } from './words.ts'

/** A person: the facts, what happened, what to do next. */
export default function Person() {
  const id = useParam('id')
  const { data: person, error, refetch } = useQuery(orpc.contacts.get.queryOptions({ input: { id } }))
  const crumbs = [{ label: 'People', to: '/people' }]
  if (error)
    return (
      <Page title="Person" crumbs={crumbs}>
        <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
      </Page>
    )
  if (!person)
    return (
      <Page title="Person" crumbs={crumbs}>
        <Loading lines={8} />
      </Page>
    )
  const { label, accent } = stageWord(person.stage)
  return (
    <Page title={person.name} bare>
      <RecordPage
        title={person.name}
        subtitle={[person.jobTitle, person.company?.name, person.city].filter(Boolean).join(' · ')}
        avatar={<Face name={person.name} />}
        state={
          <Tag accent={accent} dot>
            {label}
          </Tag>
        }
        actions={<Remove person={person} />}
        facts={<Known person={person} />}
        timeline={<Happened of={{ contactId: person.id }} />}
        next={<Slot name="contact" id={person.id} />}
      />
    </Page>
  )
}

function Remove({ person }: { person: Contact }) {
  const go = useGo()
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.contacts.key() })
  const remove = async () => {
    try {
      const { operationId } = await client.contacts.remove({ ids: [person.id] })
      go('/people')
      undoable(`${person.name} is in the bin.`, operationId, reload)
      await reload()
    } catch (problem) {
      failToast(problemText(problem), 'Nobody was deleted.')
    }
  }
  return (
    <Button variant="default" size="compact-sm" onClick={() => void remove()}>
      Delete
    </Button>
  )
}
