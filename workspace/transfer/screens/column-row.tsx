import { Button, Checkbox, Select, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatNumber } from '#ui/format'
import { Tag } from '#ui/pieces'
import { fieldType, hasChoices } from '#workspace/fields/contract'
import { typeWords } from '#workspace/fields/screens'
import { amountFields, customOf, dayFields, type ImportRecord, ownFields } from '../own-fields.ts'
import css from './imports.module.css'
import { policyChoices, stageChoices } from './mapping.tsx'
import type { Column, Import } from './words.ts'

type Seen = NonNullable<Import['recognised']>['columns'][number]
type Known = { label: string; type: NonNullable<Column['field']>['type']; choices: string[] }

const types = fieldType.options.map((value) => ({ value, label: typeWords[value] }))
/** What a column looks like that is made a field of the same type at once. */
const asSeen = fieldType.exclude(['choice', 'choices', 'yesno'])
const roles = [
  { value: 'plain', label: 'Score rules may read it' },
  { value: 'late', label: 'Known only after sales spoke' },
  { value: 'outcome', label: 'Says who became a customer' },
]
const dateOrders = [
  { value: 'YMD', label: 'Year, month, day' },
  { value: 'DMY', label: 'Day, month, year' },
  { value: 'MDY', label: 'Month, day, year' },
]

/** Where numbers of another tool go, and where yes or no goes. */
const numbers = new Set([
  'externalId',
  'companyId',
  'parentId',
  'contact',
  'deal',
  'number',
  'deals.externalId',
])
const answers = new Set(['doNotEmail', 'doNotCall', 'mailCameBack'])

/** The choices that the most frequent cells name. */
const wordsIn = ({ samples }: Seen, type: Known['type']): string[] => {
  if (type !== 'choices') return type === 'choice' ? samples : []
  return [...new Set(samples.flatMap((it) => it.split(/[;,|]/).map((word) => word.trim())).filter(Boolean))]
}

type ColumnRowProps = {
  record: ImportRecord
  seen: Seen
  column: Column
  fields: Known[]
  taken: ReadonlySet<string>
  onChange: (column: Column | null) => void
}

/** One column of the file: what is in it, where it goes, and how it is read. */
export function ColumnRow({ record, seen, column, fields, taken, onChange }: ColumnRowProps) {
  const [open, setOpen] = useState(false)
  const own: Record<string, string> = ownFields[record]
  const hasCustom = customOf[record] !== undefined
  const isNew = column.field && !fields.some(({ label }) => label === column.field!.label)
  const value = column.to
    ? `own:${column.to}`
    : column.field
      ? isNew
        ? 'new'
        : `field:${column.field.label}`
      : 'out'
  const choose = (next: string | null) => {
    const { to: _to, field: _field, ...rest } = column
    if (!next || next === 'out') return onChange(null)
    if (next.startsWith('own:')) return onChange({ ...rest, to: next.slice(4), field: null })
    const known = fields.find(({ label }) => next === `field:${label}`)
    const fresh: Known = {
      label: seen.name.slice(0, 200),
      type: asSeen.safeParse(seen.type).data ?? 'text',
      choices: [],
    }
    onChange({
      ...rest,
      to: null,
      field: {
        ...(known ?? fresh),
        role: column.field?.role ?? 'plain',
        roleReason: column.field?.roleReason ?? null,
      },
    })
  }
  const options = [
    {
      group: '',
      items: [
        { value: 'out', label: 'Leave out' },
        ...(hasCustom ? [{ value: 'new', label: 'New field' }] : []),
      ],
    },
    {
      group: 'Fields',
      items: Object.entries(own).map(([to, label]) => ({
        value: `own:${to}`,
        label,
        disabled: taken.has(to) && column.to !== to,
      })),
    },
    ...(fields.length > 0
      ? [{ group: 'Own fields', items: fields.map(({ label }) => ({ value: `field:${label}`, label })) }]
      : []),
  ]
  const isIn = value !== 'out'
  return (
    <li data-out={!isIn || undefined}>
      <div className={css.column}>
        <div className={css.of}>
          <b dir="auto">{seen.name}</b>
          <span className={css.dim} dir="auto">
            {seen.samples.length > 0 ? seen.samples.join(' · ') : 'empty'}
          </span>
          <span className={css.dim}>
            {formatNumber(seen.filled)} filled, {formatNumber(seen.distinct)} different
          </span>
        </div>
        <div>
          <Select
            aria-label={`Where “${seen.name}” goes`}
            data={options}
            allowDeselect={false}
            searchable
            value={value}
            onChange={choose}
          />
          {column.field?.role !== 'plain' && column.field && (
            <Tag accent="amber">{roles.find(({ value: role }) => role === column.field!.role)!.label}</Tag>
          )}
          {column.empty.length > 0 && isIn && (
            <span className={css.dim}> {column.empty.map((text) => `“${text}”`).join(', ')} is nothing</span>
          )}
        </div>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={!isIn}
          aria-expanded={open}
          aria-label={`How “${seen.name}” is read`}
          onClick={() => setOpen(!open)}
        >
          More
        </Button>
      </div>
      {open && isIn && <Reading seen={seen} column={column} isNew={Boolean(isNew)} onChange={onChange} />}
    </li>
  )
}

type ReadingProps = Pick<ColumnRowProps, 'seen' | 'column' | 'onChange'> & { isNew: boolean }

function Reading({ seen, column, isNew, onChange }: ReadingProps) {
  const { field, to } = column
  const change = (more: Partial<Column>) => onChange({ ...column, ...more })
  const isDate = field?.type === 'date' || (to !== null && dayFields.includes(to))
  const isStage = to === 'stage' || to === 'deals.stage'
  const isAmount =
    field?.type === 'money' || field?.type === 'number' || (to !== null && amountFields.includes(to))
  return (
    <div className={css.reading}>
      <p className={css.dim}>{seen.because}</p>
      {field && isNew && (
        <>
          <TextInput
            label="Name of the field"
            value={field.label}
            onChange={(event) => change({ field: { ...field, label: event.currentTarget.value } })}
          />
          <Select
            label="Type"
            data={types}
            allowDeselect={false}
            value={field.type}
            onChange={(type) =>
              change({
                field: {
                  ...field,
                  type: type as typeof field.type,
                  choices:
                    field.choices.length > 0 ? field.choices : wordsIn(seen, type as typeof field.type),
                },
              })
            }
          />
          {hasChoices(field.type) && (
            <TagsInput
              label="Choices"
              value={field.choices}
              onChange={(choices) => change({ field: { ...field, choices } })}
            />
          )}
        </>
      )}
      {field && isNew && (
        <Select
          label="When it is known"
          description={field.roleReason ?? undefined}
          data={roles}
          allowDeselect={false}
          value={field.role}
          onChange={(role) =>
            change({
              field: {
                ...field,
                role: role as typeof field.role,
                roleReason: role === 'plain' ? null : (field.roleReason ?? 'Whoever imported it said so.'),
              },
            })
          }
        />
      )}
      {isDate && (
        <Select
          label="Dates are written as"
          data={dateOrders}
          placeholder="as recognised"
          clearable
          value={column.dateOrder ?? null}
          onChange={(dateOrder) => change({ dateOrder: (dateOrder ?? undefined) as Column['dateOrder'] })}
        />
      )}
      {isAmount && (
        <Select
          label="Decimals are written with a"
          data={[
            { value: '.', label: 'point: 1,234.50' },
            { value: ',', label: 'comma: 1.234,50' },
          ]}
          clearable
          placeholder="as recognised"
          value={column.decimalMark ?? null}
          onChange={(mark) => change({ decimalMark: (mark ?? undefined) as Column['decimalMark'] })}
        />
      )}
      {numbers.has(to ?? '') && (
        <TextInput
          label="Stands before its numbers"
          description="So that they are told from another tool’s; other files of it need the same."
          value={column.prefix ?? ''}
          onChange={(event) => change({ prefix: event.currentTarget.value || undefined })}
        />
      )}
      {to !== null && answers.has(to) && (
        <Checkbox
          label="Whatever stands there means yes"
          checked={column.ifFilled ?? false}
          onChange={(event) => change({ ifFilled: event.currentTarget.checked || undefined })}
        />
      )}
      <TagsInput
        label="Taken for nothing"
        placeholder={column.empty.length === 0 ? 'as “n/a”' : ''}
        value={column.empty}
        onChange={(empty) => change({ empty })}
      />
      <Select
        label={isStage ? 'Of deals that are known already' : 'Of who is known already'}
        data={isStage ? stageChoices : policyChoices}
        clearable
        placeholder="as for all columns"
        value={isStage && column.policy === 'fill' ? 'keep' : (column.policy ?? null)}
        onChange={(policy) => change({ policy: (policy ?? undefined) as Column['policy'] })}
      />
    </div>
  )
}
