import type { Stage } from '#sales/pipeline/contract'
import { client, problemOf } from '#ui/client'
import { Tag } from '#ui/pieces'
import type { Column } from '#ui/table'
import { undoable } from '#workspace/audit/screens'
import type { ListFieldInfo } from '#workspace/lists/contract'
import { customColumns } from '#workspace/lists/screens'
import type { Deal } from '../contract.ts'

/** A deal as its list shows it. */
export type Row = Deal & { custom: Awaited<ReturnType<typeof client.deals.list>>['rows'][number]['fields'] }
type Change = Omit<Parameters<typeof client.deals.update>[0], 'id'>
/** Moves a deal to a stage: asks for what the stage demands, and why it is won or lost. */
type MoveTo = (row: Row, stage: Stage) => Promise<void>

export const stateWords = {
  open: { label: 'Open', accent: 'teal' },
  won: { label: 'Won', accent: 'green' },
  lost: { label: 'Lost', accent: 'gray' },
} as const
const day = (text: string | null) => (text ? new Date(text) : null)
const hidden = { hidden: true, phone: 'hidden' } as const

/** What of a deal's value is paid over time; the rest of it is paid once. */
const overTime = (row: Row) => row.valueMinor - row.oneOffMinor

async function save(row: Row, change: Change, after: () => unknown): Promise<void> {
  try {
    const { operationId } = await client.deals.update({ id: row.id, ...change })
    await after()
    undoable(`${row.name} was changed.`, operationId, after)
  } catch (problem) {
    const { reason } = problemOf(problem)
    if (reason === 'overtaken' || reason === 'changed_meanwhile') await after()
    throw problem
  }
}

/** Everything that the list of deals can show; the first ones are shown until somebody chooses. */
export function dealColumns(
  fields: readonly ListFieldInfo[],
  reload: () => Promise<unknown>,
  { stages, moveTo }: { stages: readonly Stage[]; moveTo: MoveTo },
): Column<Row>[] {
  const owners = fields.find((field) => field.id === 'owner')?.options ?? []
  const reasons = fields.find((field) => field.id === 'closeReason')?.options ?? []
  const stageOptions = stages.map(({ id, name }) => ({ value: id, label: name }))
  const edit = (of: (row: Row, value: string | null) => Change) => ({
    save: (row: Row, value: string | null) => save(row, of(row, value), reload),
    change: (row: Row, value: string | null) => ({ id: row.id, ...of(row, value) }),
  })
  const own = (row: Row, key: string, value: string | string[] | null): Change => ({
    fields: { [key]: value },
    was: { fields: { [key]: row.custom[key] ?? null } },
  })
  const amount = (field: 'oneOffMinor' | 'recurringMinor', id: string, title: string): Column<Row> => ({
    ...{
      id,
      title,
      value: (row) => row[field],
      format: 'money',
      currency: (row) => row.currency,
      width: 120,
    },
    edit: {
      ...{ kind: 'money', needed: true },
      ...edit((row, value) => ({ [field]: Number(value), was: { [field]: row[field] } })),
    },
    ...hidden,
  })
  return [
    {
      ...{ id: 'name', title: 'Deal', value: (row: Row) => row.name, width: 200, grow: 2, phone: 'title' },
      edit: {
        ...{ kind: 'text', needed: true, opens: true },
        ...edit((row, name) => ({ name: name ?? '', was: { name: row.name } })),
      },
    },
    {
      id: 'stage',
      title: 'Stage',
      value: (row) => row.stageId,
      cell: (row) => stages.find(({ id }) => id === row.stageId)?.name ?? null,
      width: 130,
      phone: 'hidden',
      edit: {
        kind: 'choice',
        needed: true,
        options: stageOptions,
        save: async (row, value) => {
          const stage = stages.find(({ id }) => id === value)
          if (stage) await moveTo(row, stage)
        },
        change: (row, stageId) => ({ id: row.id, stageId }),
      },
    },
    {
      id: 'state',
      title: 'State',
      value: (row) => stateWords[row.state].label,
      cell: ({ state }) => (
        <Tag accent={stateWords[state].accent} dot>
          {stateWords[state].label}
        </Tag>
      ),
      width: 90,
      phone: 'corner',
    },
    {
      id: 'value',
      title: 'Value',
      value: (row) => row.valueMinor,
      format: 'money',
      currency: (row) => row.currency,
      width: 120,
      edit: {
        ...{ kind: 'money', needed: true },
        refuses: (row, value) =>
          Number(value) < overTime(row) ? 'Less than its monthly amounts come to. Change these first.' : null,
        ...edit((row, value) => ({
          oneOffMinor: Number(value) - overTime(row),
          was: {
            ...{
              oneOffMinor: row.oneOffMinor,
              recurringMinor: row.recurringMinor,
              termMonths: row.termMonths,
            },
          },
        })),
      },
    },
    { id: 'company', title: 'Company', value: (row) => row.company?.name ?? null, width: 140, grow: 1 },
    { id: 'contact', title: 'Person', value: (row) => row.contact?.name ?? null, width: 130, grow: 1 },
    amount('oneOffMinor', 'oneOff', 'One-off'),
    amount('recurringMinor', 'recurring', 'Each month'),
    {
      id: 'expectedClose',
      title: 'Expected',
      value: (row) => day(row.expectedClose),
      format: 'date',
      width: 120,
      edit: {
        kind: 'date',
        ...edit((row, expectedClose) => ({ expectedClose, was: { expectedClose: row.expectedClose } })),
      },
    },
    {
      id: 'owner',
      title: 'Owner',
      value: (row) => row.owner?.id ?? null,
      cell: (row) => row.owner?.name ?? null,
      width: 130,
      phone: 'hidden',
      edit: {
        kind: 'choice',
        options: owners,
        ...edit((row, ownerId) => ({ ownerId, was: { ownerId: row.owner?.id ?? null } })),
      },
    },
    {
      ...{
        id: 'pushes',
        title: 'Pushed',
        value: (row: Row) => row.pushes || null,
        format: 'number',
        width: 80,
      },
      ...hidden,
    },
    {
      ...{ id: 'closed', title: 'Closed', value: (row: Row) => row.closedAt, format: 'date', width: 110 },
      ...hidden,
    },
    {
      id: 'closeReason',
      title: 'Reason',
      value: (row) => reasons.find(({ value }) => value === row.closeReasonId)?.label ?? null,
      ...hidden,
    },
    { id: 'origin', title: 'Origin', value: (row) => row.origin, width: 110, ...hidden },
    {
      id: 'termMonths',
      title: 'Term in months',
      value: (row) => row.termMonths || null,
      format: 'number',
      ...hidden,
    },
    { id: 'externalId', title: 'Number', value: (row) => row.externalId, width: 120, ...hidden },
    {
      id: 'stageSince',
      title: 'In this stage since',
      value: (row) => row.stageSince,
      format: 'relative',
      width: 130,
      ...hidden,
    },
    {
      id: 'talked',
      title: 'Last talk',
      value: (row) => row.talkedAt,
      format: 'relative',
      width: 120,
      ...hidden,
    },
    {
      id: 'changed',
      title: 'Changed',
      value: (row) => row.changedAt,
      format: 'relative',
      width: 120,
      ...hidden,
    },
    {
      id: 'companySector',
      title: 'Company: sector',
      value: (row) => row.companySector,
      width: 140,
      ...hidden,
    },
    {
      id: 'companyCountry',
      title: 'Company: country',
      value: (row) => row.companyCountry,
      width: 130,
      ...hidden,
    },
    { id: 'created', title: 'Made', value: (row) => row.createdAt, format: 'date', width: 110, ...hidden },
    ...customColumns<Row>(
      fields,
      (row, key, value) => save(row, own(row, key, value), reload),
      (row, key, value) => ({ id: row.id, ...own(row, key, value) }),
    ),
  ]
}
