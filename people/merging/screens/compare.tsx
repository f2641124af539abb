import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FindCompany, FindPerson } from '#people/contacts/screens'
import { client, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { useKeys } from '#ui/keys'
import { ErrorState, failToast, Loading, Notice, undoToast } from '#ui/pieces'
import { Page, useGo, useUrlParts } from '#ui/shell'
import css from './merging.module.css'
import type { MergeRecord } from './path.ts'
import { useQueue } from './queue.ts'
import { type Sides, useSides } from './sides.ts'

/** Two records side by side: which one stays, whose value counts, and what comes along. */
export default function Compare() {
  const [parts, change] = useUrlParts()
  const record: MergeRecord = parts.get('of') === 'company' ? 'company' : 'contact'
  const [one, other] = [parts.get('one') ?? '', parts.get('other') ?? '']
  const { problem, found } = useSides(record, one, other)
  const crumbs = [{ label: 'Duplicates', to: `/people/duplicates?of=${record}` }]
  const Find = record === 'contact' ? FindPerson : FindCompany
  return (
    <Page title="Merge two into one" crumbs={crumbs} narrow>
      {!other && (
        <Find
          label={record === 'contact' ? 'Who is the same person?' : 'Which is the same company?'}
          known={null}
          value={null}
          onChange={(id) => id && change({ other: id })}
        />
      )}
      {problem && <ErrorState what={problemText(problem)} />}
      {other && !found && !problem && <Loading lines={8} />}
      {found && found.sides[0].id === found.sides[1].id && (
        <Notice title="These are one already">{found.sides[0].name} is a single record.</Notice>
      )}
      {found && found.sides[0].id !== found.sides[1].id && (
        <Choosing key={`${one} ${other}`} record={record} queued={parts.get('queue') !== null} {...found} />
      )}
    </Page>
  )
}

function Choosing({ record, queued, sides, fields }: Sides & { record: MergeRecord; queued: boolean }) {
  const go = useGo()
  const queue = useQueue(record, sides[0].id, sides[1].id, queued)
  const queries = useQueryClient()
  const [stays, setStays] = useState<0 | 1>(0)
  const [chosen, setChosen] = useState<Record<string, 0 | 1>>({})
  const [busy, setBusy] = useState(false)
  const goes = stays === 0 ? 1 : 0
  const takenFrom = ({ take, values }: Sides['fields'][number]): 0 | 1 =>
    chosen[take] ?? (values[stays] === null ? goes : stays)
  const differing = fields.filter(({ values: [a, b] }) => a !== b && (a !== null || b !== null))
  const same = fields.filter(({ values: [a, b] }) => a === b && a !== null)
  const merge = async () => {
    setBusy(true)
    try {
      const { mergeId } = await client.merging.merge({
        record,
        winnerId: sides[stays].id,
        loserId: sides[goes].id,
        take: differing.filter((field) => takenFrom(field) === goes).map(({ take }) => take),
      })
      const reload = () => queries.invalidateQueries()
      queue.merged(sides[stays].id)
      undoToast(`${sides[0].name} and ${sides[1].name} are one now.`, async () => {
        await client.merging.unmerge({ id: mergeId })
        await reload()
      })
      await reload()
    } catch (problem) {
      failToast(problemText(problem), 'Both are as they were.')
    }
    setBusy(false)
  }
  const keepApart = () => void queue.keepApart(`${sides[0].name} and ${sides[1].name}`)
  const side = (n: 0 | 1) => () => {
    setStays(n)
    setChosen({})
  }
  useKeys(
    {
      1: { says: 'The left one stays', run: side(0) },
      2: { says: 'The right one stays', run: side(1) },
      m: { says: 'Merge into one', run: () => void merge() },
      a: { says: 'Keep apart', run: keepApart },
      n: { says: 'The next pair', run: queue.next },
    },
    { group: 'This pair', when: queued && !busy },
  )
  const radio = (name: string, side: 0 | 1, on: boolean, choose: () => void, label: string) => (
    <label data-on={on || undefined}>
      <input
        type="radio"
        name={name}
        checked={on}
        onChange={choose}
        aria-label={`${label}, ${side === 0 ? 'left' : 'right'}`}
      />
      <span dir="auto">{label}</span>
    </label>
  )
  return (
    <>
      <table className={css.compare}>
        <thead>
          <tr>
            <th scope="row">Stays</th>
            {([0, 1] as const).map((side) => (
              <th key={side} scope="col">
                {radio('stays', side, stays === side, () => setStays(side), sides[side].name)}
                <small>Added {sides[side].added}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differing.map((field) => (
            <tr key={field.take}>
              <th scope="row">{field.label}</th>
              {([0, 1] as const).map((side) => (
                <td key={side}>
                  {field.values[side] === null ? (
                    <span className={css.none}>–</span>
                  ) : (
                    radio(
                      field.take,
                      side,
                      takenFrom(field) === side,
                      () => setChosen({ ...chosen, [field.take]: side }),
                      field.values[side],
                    )
                  )}
                </td>
              ))}
            </tr>
          ))}
          {same.map((field) => (
            <tr key={field.take} className={css.same}>
              <th scope="row">{field.label}</th>
              <td colSpan={2} dir="auto">
                {field.values[0]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Along record={record} loserId={sides[goes].id} />
      <Group gap={8} mt="md">
        <Button loading={busy} onClick={() => void merge()}>
          Merge into one
        </Button>
        {queued ? (
          <>
            <Button variant="default" onClick={keepApart}>
              Keep apart
            </Button>
            <Button variant="default" onClick={queue.next}>
              {queue.left > 0 ? 'Next pair' : 'Back to the list'}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => go(`/people/duplicates?of=${record}`)}>
            Not now
          </Button>
        )}
      </Group>
      {queued && (
        <p className={css.along}>
          {queue.left === 0
            ? 'This is the last pair.'
            : `${formatNumber(queue.left)}${queue.more ? ' and more' : ''} to go.`}{' '}
          Keys: 1 and 2 say which stays, m merges, a keeps apart, n goes on.
        </p>
      )}
    </>
  )
}

const words: Record<string, [string, string]> = {
  deal: ['deal', 'deals'],
  deal_contact: ['part in a deal', 'parts in deals'],
  lead: ['lead', 'leads'],
  handover: ['handover', 'handovers'],
  note: ['note', 'notes'],
  task: ['task', 'tasks'],
  contact: ['person', 'people'],
  contact_tag: ['tag', 'tags'],
  contact_number: ['number elsewhere', 'numbers elsewhere'],
  company_tag: ['tag', 'tags'],
  company: ['company that belongs to it', 'companies that belong to it'],
}

function Along({ record, loserId }: { record: MergeRecord; loserId: string }) {
  const { data } = useQuery(orpc.merging.preview.queryOptions({ input: { record, loserId } }))
  const moves = (data?.moves ?? []).flatMap(({ table, count }) => {
    const word = words[table]
    return word ? [`${formatNumber(count)} ${word[count === 1 ? 0 : 1]}`] : []
  })
  return (
    <p className={css.along}>
      {moves.length > 0 && `${moves.join(', ')} come along. `}
      All that happened stays in the history, and the two can be separated again.
    </p>
  )
}
