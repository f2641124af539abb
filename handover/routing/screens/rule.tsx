import { ActionIcon, Button, MultiSelect, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Comparison, firstComparison } from '#handover/scoring/screens'
import { SortedRow } from '#ui/sort'
import type { Condition, DraftRule } from './draft.ts'
import css from './routing.module.css'
import type { Choices } from './routing.tsx'

type Props = {
  rule: DraftRule
  choices: Choices
  locked: boolean
  onChange: (part: Partial<DraftRule>) => void
  onRemove: () => void
}

/** One rule: for which leads, and who gets them. */
export function RuleRow({ rule, choices, locked, onChange, onRemove }: Props) {
  const called = rule.name.trim() || 'the new rule'
  const { fields, members, teams, lines } = choices
  const setCondition = (at: number, part: Partial<Condition>) =>
    onChange({ conditions: rule.conditions.map((one, n) => (n === at ? { ...one, ...part } : one)) })
  const first = fields[0]
  const known = [
    ...members.map(({ id, name }) => ({ value: id, label: name })),
    ...rule.memberIds
      .filter((id) => !members.some((member) => member.id === id))
      .map((id) => ({ value: id, label: 'Takes no leads any more' })),
  ]
  return (
    <SortedRow id={rule.key} called={called} className={css.rule} onRemove={onRemove}>
      {({ handle, acts }) => (
        <>
          <div className={css.head}>
            {handle}
            <TextInput
              label="Name"
              value={rule.name}
              maxLength={200}
              dir="auto"
              disabled={locked}
              onChange={(event) => onChange({ name: event.currentTarget.value })}
            />
            {acts}
          </div>
          {rule.conditions.map((condition, at) => (
            <ConditionRow
              key={at}
              condition={condition}
              fields={fields}
              locked={locked}
              onChange={(part) => setCondition(at, part)}
              onRemove={() => onChange({ conditions: rule.conditions.filter((_, n) => n !== at) })}
            />
          ))}
          {!locked && first && (
            <Button
              variant="subtle"
              size="compact-sm"
              justify="start"
              onClick={() =>
                onChange({
                  conditions: [
                    ...rule.conditions,
                    { of: first.of, field: first.field, op: 'set', value: true },
                  ],
                })
              }
            >
              {rule.conditions.length === 0 ? 'Only when …' : 'And when …'}
            </Button>
          )}
          <div className={css.pair}>
            {lines.length > 1 && (
              <Select
                label="Product line"
                placeholder="Any"
                clearable
                data={lines.map(({ id, name }) => ({ value: id, label: name }))}
                value={rule.productLineId}
                disabled={locked}
                onChange={(productLineId) => onChange({ productLineId })}
              />
            )}
            <MultiSelect
              label="Goes to, by turn"
              placeholder={rule.memberIds.length === 0 ? 'Choose people' : undefined}
              data={known}
              value={[...rule.memberIds]}
              disabled={locked}
              onChange={(memberIds) => onChange({ memberIds })}
            />
            {teams.length > 0 && (
              <Select
                label="Or a team"
                placeholder="No team"
                clearable
                data={teams.map(({ id, name }) => ({ value: id, label: name }))}
                value={rule.teamId}
                disabled={locked}
                onChange={(teamId) => onChange({ teamId })}
              />
            )}
          </div>
        </>
      )}
    </SortedRow>
  )
}

type ConditionProps = {
  condition: Condition
  fields: Choices['fields']
  locked: boolean
  onChange: (part: Partial<Condition>) => void
  onRemove: () => void
}
const idOf = ({ of, field }: { of: string; field: string }) => `${of} ${field}`

function ConditionRow({ condition, fields, locked, onChange, onRemove }: ConditionProps) {
  const known = fields.find((one) => idOf(one) === idOf(condition))
  const pick = (id: string | null) => {
    const next = fields.find((one) => idOf(one) === id)
    if (!next) return
    onChange({ of: next.of, field: next.field, ...firstComparison(next.type) })
  }
  return (
    <div className={css.condition}>
      <Select
        aria-label="What must hold"
        searchable
        allowDeselect={false}
        data={fields.map((one) => ({ value: idOf(one), label: one.label }))}
        value={idOf(condition)}
        disabled={locked}
        onChange={pick}
      />
      <Comparison
        type={known?.type ?? 'text'}
        options={known?.options}
        op={condition.op}
        value={condition.value}
        labels={{ op: 'How it is compared', value: 'With what', shown: false }}
        disabled={locked}
        onChange={onChange}
      />
      <ActionIcon aria-label="Take this condition out" disabled={locked} onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  )
}
