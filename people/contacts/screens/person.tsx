import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Happened } from '#people/timeline/screens'
import { client, orpc, problemText } from '#ui/client'
import { ErrorState, Face, failToast, Loading, Tag } from '#ui/pieces'
import { Facts, RecordPage } from '#ui/record'
import { Page, Slot, useGo, useParam } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import type { Contact } from '../contract.ts'
import { saveField } from './saving.ts'
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

function Known({ person }: { person: Contact }) {
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.contacts.key() })
  const edit = (
    field: 'name' | 'email' | 'phone' | 'jobTitle' | 'companyName' | 'city' | 'country',
    kind: 'text' | 'email' | 'phone' = 'text',
  ) => ({ kind, save: (value: string | null) => saveField(person, field, value, reload) })
  const reach = (scheme: string, value: string | null) => (value ? `${scheme}:${value}` : undefined)
  return (
    <Facts
      facts={[
        { id: 'name', label: 'Name', value: person.name, edit: edit('name') },
        {
          id: 'email',
          label: 'E-mail',
          value: person.email,
          href: reach('mailto', person.email),
          edit: edit('email', 'email'),
        },
        {
          id: 'phone',
          label: 'Phone',
          value: person.phone,
          href: reach('tel', person.phone),
          edit: edit('phone', 'phone'),
        },
        { id: 'company', label: 'Company', value: person.company?.name ?? null, edit: edit('companyName') },
        { id: 'jobTitle', label: 'Job title', value: person.jobTitle, edit: edit('jobTitle') },
        { id: 'city', label: 'Town', value: person.city, edit: edit('city') },
        { id: 'country', label: 'Country', value: person.country, edit: edit('country') },
        { id: 'owner', label: 'Owner', value: person.owner?.name ?? null },
        { id: 'score', label: 'Score', value: `Fit ${person.fit}, interest ${person.interest}` },
        { id: 'tags', label: 'Tags', value: person.tags.join(', ') || null },
      ]}
    />
  )
}
