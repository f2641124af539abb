import { useQuery, useQueryClient } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { InlineTags } from '#ui/form'
import { formatDate, telephone } from '#ui/format'
import { type Fact, Facts } from '#ui/record'
import { customFacts } from '#workspace/fields/screens'
import { useListFields } from '#workspace/lists/screens'
import type { Also, Contact, ContactAlone } from '../contract.ts'
import { createdViaWords } from '../words.ts'
import { saveCustom, saveField, saveTags } from './saving.ts'

/** All that is known of a person, each fact changed where it stands. */
export function Known({ person }: { person: Contact & Partial<Pick<ContactAlone, 'also'>> }) {
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.contacts.key() })
  const { data: custom } = useQuery(
    orpc.fields.list.queryOptions({ input: { record: 'contact' }, meta: { topics: ['settings'] } }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const offered = useListFields('contact')
  const optionsOf = (id: string) => offered.find((field) => field.id === id)?.options ?? []
  const mayEdit = firm?.permissions.includes('contacts.write') === true
  const edit = (
    field: 'name' | 'email' | 'phone' | 'jobTitle' | 'companyName' | 'city' | 'country',
    kind: 'text' | 'email' | 'phone' = 'text',
  ): Fact['edit'] => ({ kind, save: (value) => saveField(person, field, value, reload) })
  const facts: Fact[] = [
    { id: 'name', label: 'Name', value: person.name, edit: edit('name') },
    {
      id: 'email',
      label: 'E-mail',
      value: person.email,
      href: person.email ? `mailto:${person.email}` : undefined,
      edit: edit('email', 'email'),
    },
    {
      id: 'phone',
      label: 'Phone',
      value: person.phone,
      href: person.phone ? telephone(person.phone) : undefined,
      edit: edit('phone', 'phone'),
    },
    ...(person.also ?? []).map(alsoFact),
    {
      id: 'company',
      label: 'Company',
      value: person.company?.name ?? null,
      href: person.company ? `/companies/${person.company.id}` : undefined,
      edit: edit('companyName'),
      note: person.companyByDomain ? `Joined by the domain ${person.companyByDomain}` : undefined,
    },
    { id: 'jobTitle', label: 'Job title', value: person.jobTitle, edit: edit('jobTitle') },
    { id: 'city', label: 'Town', value: person.city, edit: edit('city') },
    { id: 'country', label: 'Country', value: person.country, edit: edit('country') },
    {
      id: 'owner',
      label: 'Owner',
      value: person.owner?.id ?? null,
      show: person.owner?.name,
      edit: {
        kind: 'choice',
        options: optionsOf('owner'),
        save: (value) => saveField(person, 'ownerId', value, reload),
      },
    },
    {
      id: 'tags',
      label: 'Tags',
      value: person.tags.join(', ') || null,
      show: mayEdit && (
        <InlineTags
          label="Tags"
          values={person.tags}
          options={optionsOf('tag').map(({ value }) => value)}
          save={(tags) => saveTags(person, tags, reload)}
        />
      ),
    },
    ...customFacts(
      custom?.rows ?? [],
      person.custom,
      (field, value) => saveCustom(person, field.key, value, reload),
      person.id,
    ),
    { id: 'score', label: 'Score', value: `Fit ${person.fit}, interest ${person.interest}` },
    { id: 'externalId', label: 'Number', value: person.externalId },
    {
      id: 'created',
      label: 'Added',
      value: formatDate(person.createdAt),
      note: createdViaWords.find(({ value }) => value === person.createdVia)?.label,
    },
  ]
  const shown = firm?.solo === false ? facts : facts.filter(({ id }) => id !== 'owner')
  return <Facts facts={mayEdit ? shown : shown.map(({ edit: _, ...fact }) => fact)} />
}

/** What leads to them beside their own, as the address of somebody merged in: read only, gone when the two are separated. */
const alsoFact = ({ kind, value, from }: Also): Fact => ({
  id: `also ${kind} ${value}`,
  label: 'Also',
  value,
  href: kind === 'email' ? `mailto:${value}` : kind === 'phone' ? telephone(value) : undefined,
  note: from === null ? 'A further number' : `From the merge with ${from}`,
})
