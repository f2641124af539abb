import { Button, Select } from '@mantine/core'
import { formatNumber } from '#ui/format'
import { Section } from '#ui/record'
import { fieldIn } from '../own-fields.ts'
import css from './imports.module.css'
import type { Import, Mapping } from './words.ts'

const fieldWords: Record<string, string> = {
  owner: 'colleague',
  product: 'product',
  company: 'company',
  companyId: 'company',
  parentId: 'company',
  contact: 'person',
  stage: 'stage',
}
/** The name of a field of the firm's own; null of all others. */
const ownLabel = (field: string) => (field.startsWith('custom.') ? field.slice('custom.'.length) : null)
const shown = 50

type UnknownProps = { it: Import; saving?: boolean; onMapping?: (mapping: Mapping) => void }

/** Names that nobody knows, each asked about once for all of its rows; an answer is kept in the mapping at once. */
export function UnknownNames({ it, saving = false, onMapping }: UnknownProps) {
  const { mapping, unknown } = it
  if (unknown.length === 0) return null
  const columnsOf = (field: string) =>
    Object.entries(mapping?.columns ?? {}).filter(
      ([, { to, field: own }]) => to === field || (own && `custom.${own.label}` === field),
    )
  const mean = (field: string, value: string, name: string | null) => {
    if (!mapping) return
    const answered = columnsOf(field).map(([header, column]) => {
      const { [value]: _before, ...others } = column.same ?? {}
      return [header, { ...column, same: name === null ? others : { ...others, [value]: name } }]
    })
    onMapping?.({ ...mapping, columns: { ...mapping.columns, ...Object.fromEntries(answered) } })
  }
  return (
    <Section title="Names that nobody knows here" count={unknown.length}>
      <ul className={css.list}>
        {unknown.slice(0, shown).map(({ field, value, near, rows }) => {
          const said = columnsOf(field)[0]?.[1].same?.[value] ?? null
          const choices = it.choices[field]
          const word = fieldWords[fieldIn(field)] ?? fieldIn(field)
          return (
            <li key={`${field} ${value}`} className={css.row}>
              <span>
                {ownLabel(field) ? (
                  <>
                    “<bdi>{ownLabel(field)}</bdi>”: nobody and nothing here is called
                  </>
                ) : (
                  `No ${word} is called`
                )}{' '}
                <b dir="auto">“{value}”</b>
                <span className={css.dim}>
                  {' '}
                  · {formatNumber(rows)} {rows === 1 ? 'row' : 'rows'}
                  {said === null && (word === 'stage' ? `, put into “${near}”` : ', left empty there')}
                </span>
              </span>
              {onMapping && (
                <span className={css.acts}>
                  {near && said === null && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      disabled={saving}
                      onClick={() => mean(field, value, near)}
                    >
                      It is “{near}”
                    </Button>
                  )}
                  {choices && (
                    <Select
                      size="xs"
                      aria-label={`What “${value}” means`}
                      placeholder={`Choose a ${word}`}
                      data={choices}
                      searchable
                      clearable
                      disabled={saving}
                      value={said}
                      onChange={(name) => mean(field, value, name)}
                    />
                  )}
                  {!choices && said !== null && <span className={css.dim}>It is “{said}”</span>}
                </span>
              )}
            </li>
          )
        })}
      </ul>
      {unknown.length > shown && <p className={css.dim}>And {formatNumber(unknown.length - shown)} more.</p>}
    </Section>
  )
}
