import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { orpc } from '#ui/client'
import { Notice } from '#ui/pieces'
import { Section } from '#ui/record'
import { foundBy } from '../found-by.ts'
import { customOf, type ImportRecord } from '../own-fields.ts'
import { ColumnRow } from './column-row.tsx'
import css from './imports.module.css'
import { PermissionOf } from './permission.tsx'
import type { Column, Import, Mapping } from './words.ts'

export const policyChoices = [
  { value: 'fill', label: 'Fill what is empty' },
  { value: 'overwrite', label: 'The file wins' },
  { value: 'keep', label: 'Leave as it is' },
]
/** Where a deal stands is not filled in: it stands somewhere. */
export const stageChoices = [
  { value: 'overwrite', label: 'The file wins: deals move, close and open again' },
  { value: 'keep', label: 'Leave it where it stands' },
]
const leftOut: Column = { to: null, field: null, empty: [] }

const whom: Partial<Record<ImportRecord, string>> = { companies: 'the company', deals: 'the deal' }

/** By which columns a row finds whom it is about. */
function FoundBy({ record, columns }: { record: ImportRecord; columns: string[] | null }) {
  if (!columns) return null
  const it = whom[record] ?? 'the person'
  const alike = record === 'deals' ? 'by its name, company, person and day together' : null
  const all = [...columns.map((name) => `“${name}”`), ...(alike ? [alike] : [])]
  return (
    <p className={css.dim} dir="auto">
      {all.length > 0
        ? `A row finds ${it} that it is about by ${all.join(', then ')}.`
        : `No column says whom a row is about: each makes a new one.`}
    </p>
  )
}

type MappingTableProps = { it: Import; saving: boolean; onMapping: (mapping: Mapping) => void }

/** Where each column goes; changed here, saved as one. */
export function MappingTable({ it, saving, onMapping }: MappingTableProps) {
  const [mapping, setMapping] = useState(it.mapping!)
  const [changed, setChanged] = useState(false)
  useEffect(() => {
    setMapping(it.mapping!)
    setChanged(false)
  }, [it.mapping])
  const record = customOf[it.record!]
  const { data: fields } = useQuery({
    ...orpc.fields.list.queryOptions({ input: { ...(record && { record }) } }),
    enabled: record !== undefined,
  })
  const put = (next: Mapping) => {
    setMapping(next)
    setChanged(true)
  }
  const putColumn = (name: string, column: Column | null) => {
    const { [name]: _gone, ...others } = mapping.columns
    put({ ...mapping, columns: column ? { ...others, [name]: column } : others })
  }
  const { columns, empty, outcome } = it.recognised!
  const taken = new Set(Object.values(mapping.columns).flatMap(({ to }) => to ?? []))
  return (
    <Section title="Where the columns go" count={columns.length}>
      <div className={css.stack}>
        {empty.length > 0 && (
          <Notice title={`${empty.map(({ value }) => `“${value}”`).join(', ')} is taken for nothing`}>
            {empty.map(({ value, because, columns: names }) => (
              <div key={value}>
                “{value}”: {because} ({names.slice(0, 6).join(', ')}
                {names.length > 6 && ' …'})
              </div>
            ))}
          </Notice>
        )}
        {outcome && <p className={css.dim}>Who became a customer is taken from {outcome}</p>}
        {it.record !== 'files' && (
          <Select
            className={css.policy}
            label="Of somebody or something known already"
            data={policyChoices}
            allowDeselect={false}
            value={mapping.policy}
            onChange={(value) => put({ ...mapping, policy: value as Mapping['policy'] })}
          />
        )}
        <FoundBy record={it.record!} columns={foundBy(it.record!, mapping, fields?.rows ?? [])} />
        <ul className={css.columns}>
          {columns.map((seen) => (
            <ColumnRow
              key={seen.name}
              record={it.record!}
              seen={seen}
              column={mapping.columns[seen.name] ?? leftOut}
              fields={fields?.rows.filter(({ formula }) => formula === null) ?? []}
              taken={taken}
              onChange={(column) => putColumn(seen.name, column)}
            />
          ))}
        </ul>
        {it.record === 'contacts' && (
          <PermissionOf
            permission={mapping.permission ?? null}
            onChange={(permission) => put({ ...mapping, permission })}
          />
        )}
        {changed && (
          <div className={css.sticky}>
            <Button disabled={saving} onClick={() => onMapping(mapping)}>
              Save the mapping
            </Button>
            <Button
              variant="default"
              disabled={saving}
              onClick={() => {
                setMapping(it.mapping!)
                setChanged(false)
              }}
            >
              Discard
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}
