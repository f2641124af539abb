import { Group } from '@mantine/core'
import { Tag } from '#ui/pieces'
import type { Column } from '#ui/table'
import type { ListFieldInfo } from '#workspace/lists/contract'
import { customColumns } from '#workspace/lists/screens'
import type { Contact } from '../contract.ts'
import { createdViaWords } from '../words.ts'
import { customChange, fieldChange, saveCustom, saveField } from './saving.ts'
import { stageWord } from './words.ts'

const hidden = { hidden: true, phone: 'hidden' } as const

/** Everything that the list of people can show; the first ones are shown until somebody chooses. */
export function peopleColumns(
  fields: readonly ListFieldInfo[],
  reload: () => Promise<unknown>,
): Column<Contact>[] {
  const edit = (
    field: 'name' | 'jobTitle' | 'city' | 'country' | 'email' | 'phone' | 'companyName',
    kind: 'text' | 'email' | 'phone' = 'text',
  ) => ({
    kind,
    save: (row: Contact, value: string | null) => saveField(row, field, value, reload),
    change: (row: Contact, value: string | null) => ({ id: row.id, ...fieldChange(row, field, value) }),
  })
  const owners = fields.find((field) => field.id === 'owner')?.options ?? []
  return [
    {
      ...{
        id: 'name',
        title: 'Name',
        value: (row: Contact) => row.name,
        width: 200,
        grow: 2,
        phone: 'title',
      },
      edit: { ...edit('name'), needed: true, opens: true },
    },
    {
      id: 'stage',
      title: 'Stage',
      value: (row) => stageWord(row.stage).label,
      cell: ({ stage }) => (
        <Tag accent={stageWord(stage).accent} dot>
          {stageWord(stage).label}
        </Tag>
      ),
      width: 110,
      phone: 'corner',
    },
    {
      id: 'company',
      title: 'Company',
      value: (row) => row.company?.name ?? null,
      width: 130,
      grow: 1,
      edit: edit('companyName'),
    },
    {
      id: 'email',
      title: 'E-mail',
      value: (row) => row.email,
      width: 170,
      grow: 1,
      phone: 'hidden',
      edit: edit('email', 'email'),
    },
    {
      id: 'phone',
      title: 'Phone',
      value: (row) => row.phone,
      width: 130,
      phone: 'hidden',
      edit: edit('phone', 'phone'),
    },
    { id: 'city', title: 'Town', value: (row) => row.city, width: 100, edit: edit('city') },
    {
      id: 'interest',
      title: 'Interest',
      value: (row) => row.interest,
      format: 'number',
      width: 80,
      phone: 'hidden',
    },
    {
      id: 'owner',
      title: 'Owner',
      value: (row) => row.owner?.id ?? null,
      cell: (row) => row.owner?.name ?? null,
      width: 120,
      phone: 'hidden',
      edit: {
        kind: 'choice',
        options: owners,
        save: (row, value) => saveField(row, 'ownerId', value, reload),
        change: (row, value) => ({ id: row.id, ...fieldChange(row, 'ownerId', value) }),
      },
    },
    {
      id: 'lastAct',
      title: 'Last act',
      value: (row) => row.lastActAt,
      format: 'relative',
      width: 110,
      phone: 'hidden',
    },
    { id: 'jobTitle', title: 'Job title', value: (row) => row.jobTitle, ...hidden, edit: edit('jobTitle') },
    {
      id: 'country',
      title: 'Country',
      value: (row) => row.country,
      width: 110,
      ...hidden,
      edit: edit('country'),
    },
    {
      id: 'tag',
      title: 'Tags',
      value: (row) => row.tags.join(', ') || null,
      cell: (row) =>
        row.tags.length === 0 ? null : (
          <Group gap={4} wrap="nowrap">
            {row.tags.map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </Group>
        ),
      width: 180,
      ...hidden,
    },
    { id: 'fit', title: 'Fit', value: (row) => row.fit, format: 'number', width: 80, ...hidden },
    {
      id: 'openDeals',
      title: 'Open deals',
      value: (row) => row.openDeals,
      format: 'number',
      width: 110,
      ...hidden,
    },
    {
      id: 'createdVia',
      title: 'Came by',
      value: (row) => createdViaWords.find((each) => each.value === row.createdVia)?.label ?? row.createdVia,
      ...hidden,
    },
    { id: 'externalId', title: 'Number', value: (row) => row.externalId, width: 120, ...hidden },
    { id: 'created', title: 'Added', value: (row) => row.createdAt, format: 'date', width: 110, ...hidden },
    {
      id: 'changed',
      title: 'Changed',
      value: (row) => row.changedAt,
      format: 'relative',
      width: 120,
      ...hidden,
    },
    ...customColumns<Contact>(
      fields,
      (row, key, value) => saveCustom(row, key, value, reload),
      (row, key, value) => ({ id: row.id, ...customChange(row, key, value) }),
    ),
  ]
}
