import { ActionIcon, Button, Group, NumberInput, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { client } from '#ui/client'
import { Notice } from '#ui/pieces'
import { Comparison, firstComparison } from './comparison.tsx'
import css from './scoring.module.css'
import { type FitRule, freeId, hoursADay, type InterestRule, type Rule } from './words.ts'

export type Vocabulary = Awaited<ReturnType<typeof client.scoring.vocabulary>>
type Props = { rules: readonly Rule[]; vocabulary: Vocabulary; onChange: (rules: Rule[]) => void }

/** Rules on fit and on interest, each worth points; what sales found out is refused with its reason. */
export function Rules({ rules, vocabulary, onChange }: Props) {
  const change = (next: Rule) => onChange(rules.map((rule) => (rule.id === next.id ? next : rule)))
  const remove = (id: string) => onChange(rules.filter((rule) => rule.id !== id))
  const facts = vocabulary.facts.filter(({ refused }) => refused === null)
  const refused = vocabulary.facts.filter((fact) => fact.refused !== null)
  const addFit = () => {
    const fact = facts[0]
    if (fact)
      onChange([
        ...rules,
        {
          id: freeId(rules),
          axis: 'fit',
          points: 10,
          matcher: { field: fact.field, op: 'set', value: true },
        },
      ])
  }
  const addInterest = () => {
    const act = vocabulary.acts[0]
    if (act)
      onChange([
        ...rules,
        {
          id: freeId(rules),
          axis: 'interest',
          points: 20,
          matcher: { kind: act.kind, where: [] },
          lifeH: 30 * hoursADay,
          last: 3,
        },
      ])
  }
  return (
    <div className={css.stack}>
      {rules.map((rule) =>
        rule.axis === 'fit' ? (
          <Fit key={rule.id} rule={rule} facts={facts} onChange={change} onRemove={() => remove(rule.id)} />
        ) : (
          <Interest
            key={rule.id}
            rule={rule}
            acts={vocabulary.acts}
            onChange={change}
            onRemove={() => remove(rule.id)}
          />
        ),
      )}
      <Group gap="xs">
        <Button variant="default" onClick={addFit} disabled={facts.length === 0}>
          Points for who they are
        </Button>
        <Button variant="default" onClick={addInterest} disabled={vocabulary.acts.length === 0}>
          Points for what they do
        </Button>
      </Group>
      {refused.length > 0 && (
        <Notice title="Fields that no rule may read">
          {refused.map((fact) => (
            <div key={fact.field}>
              {fact.label}: {fact.refused?.reason}
            </div>
          ))}
        </Notice>
      )}
    </div>
  )
}

function Remove({ onRemove }: { onRemove: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" mb={3} aria-label="Take this rule out" onClick={onRemove}>
      <IconTrash size={16} />
    </ActionIcon>
  )
}

type FitProps = {
  rule: FitRule
  facts: Vocabulary['facts']
  onChange: (rule: FitRule) => void
  onRemove: () => void
}

function Fit({ rule, facts, onChange, onRemove }: FitProps) {
  const fact = facts.find(({ field }) => field === rule.matcher.field)
  const type = fact?.type ?? 'text'
  const setMatcher = (matcher: Partial<FitRule['matcher']>) =>
    onChange({ ...rule, matcher: { ...rule.matcher, ...matcher } })
  const { op, value } = rule.matcher
  return (
    <fieldset className={css.rule} aria-label={`Rule on ${fact?.label ?? rule.matcher.field}`}>
      <Select
        label="Who they are"
        searchable
        allowDeselect={false}
        value={rule.matcher.field}
        data={facts.map(({ field, label }) => ({ value: field, label }))}
        onChange={(field) => {
          const next = facts.find((it) => it.field === field)
          if (!field || !next) return
          setMatcher({ field, ...firstComparison(next.type) })
        }}
      />
      <Comparison
        type={type}
        options={fact?.options}
        op={op}
        value={value}
        labels={{ op: 'Must', value: 'Value', shown: true }}
        onChange={setMatcher}
      />
      <NumberInput
        label="Points"
        min={0}
        max={1000}
        value={rule.points}
        onChange={(points) => onChange({ ...rule, points: Number(points) || 0 })}
      />
      <Remove onRemove={onRemove} />
    </fieldset>
  )
}

type InterestProps = {
  rule: InterestRule
  acts: Vocabulary['acts']
  onChange: (rule: InterestRule) => void
  onRemove: () => void
}

function Interest({ rule, acts, onChange, onRemove }: InterestProps) {
  const act = acts.find(({ kind }) => kind === rule.matcher.kind)
  return (
    <fieldset className={css.rule} aria-label={`Rule on ${act?.label ?? rule.matcher.kind}`}>
      <Select
        label="What they do"
        searchable
        allowDeselect={false}
        value={rule.matcher.kind}
        data={acts.map(({ kind, label }) => ({ value: kind, label }))}
        onChange={(kind) => kind && onChange({ ...rule, matcher: { kind, where: [] } })}
      />
      <NumberInput
        label="Half gone in days"
        placeholder="never"
        min={1}
        max={8000}
        value={rule.lifeH === null ? '' : rule.lifeH / hoursADay}
        onChange={(days) => onChange({ ...rule, lifeH: days === '' ? null : Number(days) * hoursADay })}
      />
      <NumberInput
        label="Counts up to"
        min={1}
        max={20}
        suffix=" times"
        value={rule.last}
        onChange={(last) => onChange({ ...rule, last: Math.min(20, Math.max(1, Number(last) || 1)) })}
      />
      <NumberInput
        label="Points"
        min={0}
        max={1000}
        value={rule.points}
        onChange={(points) => onChange({ ...rule, points: Number(points) || 0 })}
      />
      <Remove onRemove={onRemove} />
      <OnlyIf rule={rule} fields={act?.fields ?? []} onChange={onChange} />
    </fieldset>
  )
}

const always = ''

/** What the act must have been about, as the page that was read; several conditions that a program set stay as they are. */
function OnlyIf({
  rule,
  fields,
  onChange,
}: Pick<InterestProps, 'rule' | 'onChange'> & { fields: Vocabulary['acts'][number]['fields'] }) {
  const { kind, where } = rule.matcher
  const [only] = where
  if (fields.length === 0 || where.length > 1) return null
  const set = (condition: typeof only) =>
    onChange({ ...rule, matcher: { kind, where: condition ? [condition] : [] } })
  return (
    <div className={css.onlyIf}>
      <Select
        aria-label="Only if"
        allowDeselect={false}
        value={only?.path ?? always}
        data={[
          { value: always, label: 'whatever it was about' },
          ...fields.map(({ path, label }) => ({ value: path, label: `only if: ${label}` })),
        ]}
        onChange={(path) =>
          set(path ? { path, op: 'contains', value: path === only?.path ? only.value : '' } : undefined)
        }
      />
      {only && (
        <Comparison
          type="text"
          options={undefined}
          op={only.op}
          value={only.value}
          labels={{ op: 'Must', value: 'What it must be', shown: false }}
          onChange={(comparing) => set({ ...only, ...comparing })}
        />
      )}
    </div>
  )
}
