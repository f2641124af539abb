import { SegmentedControl, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import css from './routing.module.css'

/** Who would get a real person now, and why. Changes nothing. */
export function Trial({ lines }: { lines: { id: string; name: string }[] }) {
  const [name, setName] = useState('')
  const [contactId, setContactId] = useState<string | null>(null)
  const [lane, setLane] = useState<'asked' | 'earned'>('asked')
  const [productLineId, setLine] = useState<string | null>(null)
  const { data: found } = useQuery(
    orpc.contacts.list.queryOptions({
      input: { q: name.trim(), limit: 10 },
      enabled: name.trim().length > 1,
      placeholderData: keepPreviousData,
    }),
  )
  const { data: trial, error } = useQuery(
    orpc.routing.tryOut.queryOptions({
      input: { contactId: contactId ?? '', lane, ...(productLineId && { productLineId }) },
      enabled: contactId !== null,
      meta: { topics: ['settings', 'handovers'] },
    }),
  )
  const { data: members } = useQuery(orpc.members.list.queryOptions())
  const nameOf = (id: string) => members?.rows.find((member) => member.id === id)?.name ?? 'Somebody'
  const options = found?.rows.map((row) => ({
    value: row.id,
    label: [row.name, row.company?.name].filter(Boolean).join(' · '),
  }))
  return (
    <Section title="Who would get …">
      <p className={css.dim}>By the rules as they are saved. Nothing is offered to anybody.</p>
      <div className={css.stack}>
        <div className={css.pair}>
          <Select
            label="A person"
            placeholder="Type a name"
            searchable
            clearable
            filter={({ options: all }) => all}
            data={options ?? []}
            value={contactId}
            onChange={setContactId}
            onSearchChange={setName}
            nothingFoundMessage={name.trim().length > 1 ? 'Nobody of this name' : 'Type at least two letters'}
          />
          {lines.length > 1 && (
            <Select
              label="Interested in"
              placeholder={lines[0]?.name}
              clearable
              data={lines.map((line) => ({ value: line.id, label: line.name }))}
              value={productLineId}
              onChange={setLine}
            />
          )}
        </div>
        <SegmentedControl
          aria-label="How they come"
          data={[
            { value: 'asked', label: 'They ask for sales' },
            { value: 'earned', label: 'They are strong enough' },
          ]}
          value={lane}
          onChange={(next) => setLane(next as 'asked' | 'earned')}
        />
        {error && <ErrorState what={problemText(error)} />}
        {contactId && !error && !trial && <Loading lines={2} />}
        {contactId && trial && (
          <div role="status">
            <p className={css.first}>{trial.memberId ? nameOf(trial.memberId) : 'Nobody: they would wait'}</p>
            <p className={css.dim}>{trial.because.join(' ')}</p>
            {trial.tried.length > 0 && (
              <p className={css.dim}>{trial.tried.map(({ why }) => why).join(' ')}</p>
            )}
          </div>
        )}
      </div>
    </Section>
  )
}
