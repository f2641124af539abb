import type { Column } from '#ui/table'
import type { ListFieldInfo } from '#workspace/lists/contract'
import { customColumns } from '#workspace/lists/screens'
import type { Company } from '../contract.ts'
import { customChange, editsOf, headsChange, revenueChange, textChange } from './saving.ts'

const hidden = { hidden: true, phone: 'hidden' } as const

/** Everything that the list of companies can show; the first ones are shown until somebody chooses. */
export function companyColumns(
  fields: readonly ListFieldInfo[],
  reload: () => Promise<unknown>,
): Column<Company>[] {
  const edits = editsOf(reload)
  const text = (field: 'domain' | 'sector' | 'city' | 'country') => ({
    kind: 'text' as const,
    save: edits.text(field),
    change: (row: Company, value: string | null) => ({ id: row.id, ...textChange(row, field, value) }),
  })
  const owners = fields.find((field) => field.id === 'owner')?.options ?? []
  return [
    {
      ...{
        id: 'name',
        title: 'Name',
        value: (row: Company) => row.name,
        width: 220,
        grow: 2,
        phone: 'title',
      },
      edit: {
        ...{ kind: 'text', needed: true, opens: true, save: edits.name },
        change: (row, name) => ({ id: row.id, name, was: { name: row.name } }),
      },
    },
    {
      id: 'people',
      title: 'People',
      value: (row) => row.people,
      format: 'number',
      width: 90,
      phone: 'corner',
    },
    {
      id: 'domain',
      title: 'Web site',
      value: (row) => row.domain,
      width: 180,
      grow: 1,
      phone: 'hidden',
      edit: text('domain'),
    },
    {
      id: 'sector',
      title: 'Sector',
      value: (row) => row.sector,
      width: 160,
      grow: 1,
      edit: text('sector'),
    },
    {
      id: 'city',
      title: 'Town',
      value: (row) => row.city,
      width: 130,
      edit: text('city'),
    },
    {
      id: 'country',
      title: 'Country',
      value: (row) => row.country,
      width: 110,
      phone: 'hidden',
      edit: text('country'),
    },
    {
      id: 'employees',
      title: 'Employees',
      value: (row) => row.employees,
      format: 'number',
      width: 110,
      phone: 'hidden',
      edit: {
        kind: 'number',
        save: edits.employees,
        change: (row, value) => ({ id: row.id, ...headsChange(row, value) }),
      },
    },
    {
      id: 'revenue',
      title: 'Turnover',
      value: (row) => row.revenueMinor,
      format: 'money',
      width: 140,
      phone: 'hidden',
      edit: {
        kind: 'money',
        save: edits.revenueMinor,
        change: (row, value) => ({ id: row.id, ...revenueChange(row, value) }),
      },
    },
    {
      id: 'owner',
      title: 'Owner',
      value: (row) => row.owner?.id ?? null,
      cell: (row) => row.owner?.name ?? null,
      width: 140,
      phone: 'hidden',
      edit: {
        kind: 'choice',
        options: owners,
        save: edits.text('ownerId'),
        change: (row, value) => ({ id: row.id, ...textChange(row, 'ownerId', value) }),
      },
    },
    { id: 'tag', title: 'Tags', value: (row) => row.tags.join(', ') || null, width: 180, ...hidden },
    {
      id: 'domains',
      title: 'Further domains',
      value: (row) => row.domains.filter((it) => it !== row.domain).join(', ') || null,
      width: 180,
      ...hidden,
    },
    { id: 'parent', title: 'Belongs to', value: (row) => row.parent?.name ?? null, width: 160, ...hidden },
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
    ...customColumns<Company>(fields, edits.custom, (row, key, value) => ({
      id: row.id,
      ...customChange(row, key, value),
    })),
  ]
}
