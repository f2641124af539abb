import { Button, Checkbox, Group, MultiSelect, NumberInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { ChoiceCards } from '#ui/form'
import { formatNumber } from '#ui/format'
import { confirm, ErrorState, failToast, Loading, Notice, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import type { Content } from '../contract.ts'
import { definitionProblems } from '../definition.ts'
import { Preview } from './preview.tsx'
import { Rules } from './rules.tsx'
import css from './scoring.module.css'

type Line = Awaited<ReturnType<typeof client.scoring.list>>[number]
type Lanes = 'asked' | 'both'

const begin: Content = {
  rules: [],
  fitMax: 50,
  interestMax: 50,
  enter: 60,
  leave: 40,
  required: [],
  exclude: [{ field: 'customer', op: 'eq', value: true }],
  recencyDays: 90,
}
const leavesOutCustomers = ({ exclude }: Content) => exclude.some(({ field }) => field === 'customer')

/** The draft of a product line's definition beside what it would say. */
export function Editor({ line }: { line: Line }) {
  const queries = useQueryClient()
  const from = line.draft ?? line.inForce
  const first = from && from.content.rules.length > 0 ? from.content : begin
  const [lanes, setLanes] = useState<Lanes>(from?.lanes ?? 'asked')
  const [content, setContent] = useState<Content>(first)
  const [busy, setBusy] = useState(false)
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const { data: vocabulary, error } = useQuery(orpc.scoring.vocabulary.queryOptions())
  if (error) return <ErrorState what={problemText(error)} />
  if (!vocabulary || !firm) return <Loading lines={8} />
  const unchanged =
    !line.draft && lanes === line.inForce?.lanes && JSON.stringify(content) === JSON.stringify(first)
  const starting = unchanged && line.inForce?.version === 1
  const mayManage = firm.permissions.includes('scoring.manage')
  const change = (values: Partial<Content>) => setContent({ ...content, ...values })
  const problems =
    lanes === 'asked' ? [] : definitionProblems({ productLineId: line.productLineId, ...content })
  const { productLineId } = line
  const act = async (run: () => Promise<string | null>) => {
    setBusy(true)
    try {
      const said = await run()
      await queries.invalidateQueries({ queryKey: orpc.scoring.key() })
      if (said) toast(said, 'green')
    } catch (problem) {
      failToast(problemText(problem), 'What you changed is still here.')
    }
    setBusy(false)
  }
  const save = () => client.scoring.saveDraft({ productLineId, lanes, content })
  const enforce = () =>
    act(async () => {
      const preview = await client.scoring.preview({ productLineId, content })
      const sure = await confirm({
        title: 'Put it in force?',
        body:
          lanes === 'asked'
            ? 'Only who asks for sales is passed on from now on.'
            : `It would make ${formatNumber(preview.readyToday)} people ready${
                preview.perWeek === null ? '' : `; you take ${formatNumber(preview.perWeek)} a week`
              }. They wait for their next act: nobody’s clock starts by it. ${formatNumber(preview.missed)} of ${formatNumber(preview.customers)} customers would have been missed.`,
        action: 'Put in force',
      })
      if (!sure) return null
      const { id } = await save()
      await client.scoring.enforce({ id })
      return 'It is being computed and then put in force.'
    })
  const number = (key: 'enter' | 'leave' | 'fitMax' | 'interestMax', label: string) => (
    <NumberInput
      label={label}
      min={0}
      value={content[key]}
      onChange={(value) => change({ [key]: Number(value) || 0 })}
    />
  )
  return (
    <div className={css.editor}>
      <div className={css.stack}>
        <ChoiceCards
          label="Who is passed on to sales?"
          value={lanes}
          onChange={(value) => setLanes(value as Lanes)}
          options={[
            {
              value: 'asked',
              label: 'Who asks',
              about: 'A call, a price, a demo: at once, whatever the score.',
            },
            {
              value: 'both',
              label: 'Who asks, and who is strong enough',
              about: 'By points for fit and interest.',
            },
          ]}
        />
        {lanes === 'both' && (
          <>
            <Section title="Points">
              <Rules rules={content.rules} vocabulary={vocabulary} onChange={(rules) => change({ rules })} />
            </Section>
            <Section title="From when on">
              <div className={css.four}>
                {number('enter', 'Ready from')}
                {number('leave', 'Until below')}
                {number('fitMax', 'Fit at most')}
                {number('interestMax', 'Interest at most')}
              </div>
            </Section>
            <Section title="And also">
              <div className={css.stack}>
                <NumberInput
                  label="An act of their own in the last days"
                  placeholder="not needed"
                  min={1}
                  max={3650}
                  value={content.recencyDays ?? ''}
                  onChange={(value) =>
                    change({ recencyDays: value === '' ? null : Math.round(Number(value)) })
                  }
                />
                <MultiSelect
                  label="Must be known"
                  data={vocabulary.facts
                    .filter(({ refused }) => refused === null)
                    .map(({ field, label }) => ({ value: field, label }))}
                  value={content.required}
                  onChange={(required) => change({ required })}
                />
                <Checkbox
                  label="Leave customers out"
                  checked={leavesOutCustomers(content)}
                  onChange={(event) =>
                    change({
                      exclude: event.currentTarget.checked
                        ? [...content.exclude, { field: 'customer', op: 'eq', value: true }]
                        : content.exclude.filter(({ field }) => field !== 'customer'),
                    })
                  }
                />
              </div>
            </Section>
          </>
        )}
        {problems.length > 0 && (
          <Notice accent="amber" title="Not sound yet">
            {problems.map((problem) => (
              <div key={problem}>{problem}</div>
            ))}
          </Notice>
        )}
        {mayManage && starting && !line.preparing && (
          <Notice title="Every new firm starts like this">
            Is it right for you? Put it in force as it is, and the first step is done. Points can follow any
            time.
          </Notice>
        )}
        {mayManage && (
          <Group gap="xs">
            <Button
              variant={unchanged ? 'default' : 'filled'}
              disabled={busy || problems.length > 0 || line.preparing !== null}
              onClick={() => void enforce()}
            >
              Put in force
            </Button>
            <Button
              variant="default"
              disabled={busy || problems.length > 0}
              onClick={() =>
                void act(async () => {
                  await save()
                  return 'The draft is saved.'
                })
              }
            >
              Save draft
            </Button>
            {line.draft && (
              <Button
                variant="default"
                disabled={busy}
                onClick={() =>
                  void act(async () => {
                    await client.scoring.discardDraft({ productLineId })
                    return 'The draft is discarded.'
                  })
                }
              >
                Discard draft
              </Button>
            )}
            {line.draft?.lanes === 'both' && (
              <Link to={`/handovers/replay?line=${productLineId}`}>Replay the draft over the past</Link>
            )}
          </Group>
        )}
      </div>
      {lanes === 'both' && problems.length === 0 && (
        <Preview productLineId={productLineId} content={content} />
      )}
    </div>
  )
}
