import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { orpc, problemText } from '#ui/client'
import { ErrorState, Loading } from '#ui/pieces'
import css from './webhooks.module.css'

const names: Record<string, string> = {
  contact: 'People',
  company: 'Companies',
  deal: 'Deals',
  handover: 'Handovers',
  form: 'Forms',
  consent: 'Permissions',
}

type EventsFieldProps = { value: string[]; onChange: (value: string[]) => void; error?: ReactNode }

/** Which events a webhook hears of, by the kind of record. */
export function EventsField({ value, onChange, error }: EventsFieldProps) {
  const { data, error: failure, refetch } = useQuery(orpc.webhooks.events.queryOptions())
  if (failure) return <ErrorState what={problemText(failure)} onRetry={() => void refetch()} />
  if (!data) return <Loading lines={6} />
  const order = Object.keys(names)
  const recordOf = (type: string) => type.split('.')[0]!
  const sorted = data.rows.toSorted(
    (one, other) => order.indexOf(recordOf(one.type)) - order.indexOf(recordOf(other.type)),
  )
  const all = data.rows.map(({ type }) => type)
  const isAll = all.every((type) => value.includes(type))
  return (
    <Checkbox.Group
      label="Events"
      description="It hears of what happens from now on"
      value={value}
      onChange={onChange}
      error={error}
    >
      <Button mt={8} variant="default" size="compact-sm" onClick={() => onChange(isAll ? [] : all)}>
        {isAll ? 'Choose none' : 'Choose all'}
      </Button>
      {[...Map.groupBy(sorted, ({ type }) => recordOf(type))].map(([record, events]) => (
        <fieldset key={record} className={css.events}>
          <legend>{names[record] ?? record}</legend>
          {events.map(({ type, label }) => (
            <Checkbox key={type} value={type} label={label} description={type} />
          ))}
        </fieldset>
      ))}
    </Checkbox.Group>
  )
}
