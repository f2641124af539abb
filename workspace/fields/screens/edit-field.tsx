import { Select, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc } from '#ui/client'
import { ChoiceCards, SavingForm, useForm, useSaving } from '#ui/form'
import { defaultCurrency } from '#ui/format'
import { undoable } from '#workspace/audit/screens'
import { type Field, fieldRecord, fieldRole, fieldType, hasChoices } from '../contract.ts'
import { type Choice, Choices, choicesOf } from './choices.tsx'
import { FormulaInput, useFormula } from './formula.tsx'
import { Breaking, keptWords, onlyOf, RuleInputs } from './rules.tsx'
import { relationWords, roleWords, typeWords } from './words.ts'

/** As a choice of what it holds: what that is the formula says. */
const computed = 'computed'

type Saved = { operationId: string | null; breaking?: { count: number; atLeast: boolean } }
type Props = {
  record: Field['record']
  field: Field | null
  usage: { choices: { choice: string; count: number }[] } | undefined
  onDone: () => void
}

/** A new field, or how an old one is called, what it offers, and whether a score may read it. */
export function EditField({ record, field, usage, onDone }: Props) {
  const queries = useQueryClient()
  const [choices, setChoices] = useState<Choice[]>(choicesOf(field?.choices ?? []))
  const form = useForm({
    initialValues: {
      label: field?.label ?? '',
      type: field?.formula ? computed : (field?.type ?? ('text' as Field['type'] | typeof computed)),
      formula: field?.formula ?? '',
      currency: field?.currency ?? defaultCurrency(),
      relatesTo: field?.relatesTo ?? ('contact' as Field['record']),
      role: field?.role ?? ('plain' as Field['role']),
      roleReason: field?.roleReason ?? '',
      choices: '',
      rules: (field?.rules ?? {}) as Field['rules'],
    },
    validate: {
      label: (text) => (text.trim() ? null : 'What it is called'),
      currency: (text, { type }) =>
        type !== 'money' || /^[A-Z]{3}$/.test(text) ? null : 'Three letters, such as EUR',
      roleReason: (text, { role }) => (role === 'plain' || text.trim() ? null : 'Say why'),
      formula: (text, { type }) => (type !== computed || text.trim() ? null : 'Write a formula'),
      choices: (_, { type }) =>
        type === computed || !hasChoices(type) || choices.some((it) => it.word.trim())
          ? null
          : 'Name at least one',
    },
  })
  const { type, role, formula, rules } = form.getValues()
  const found = useFormula(record, formula, field?.id, type === computed)
  const reload = () => queries.invalidateQueries({ queryKey: orpc.fields.key() })
  const saving = useSaving({
    form,
    save: async ({ label, roleReason, currency, relatesTo, formula }): Promise<Saved> => {
      const shared = { label, role, roleReason: role === 'plain' ? undefined : roleReason }
      const named = choices.map((it) => ({ ...it, word: it.word.trim() })).filter((it) => it.word)
      if (!field)
        return client.fields.create({
          ...shared,
          record,
          type: type === computed ? (found?.type ?? 'number') : type,
          ...(type === computed && { formula: formula.trim() }),
          choices: type !== computed && hasChoices(type) ? named.map((it) => it.word) : [],
          ...((type === 'money' || found?.type === 'money') && { currency }),
          ...(type === 'relation' && { relatesTo }),
          ...(type !== computed && { rules: onlyOf(type, rules) }),
        })
      return client.fields.update({
        ...shared,
        id: field.id,
        ...(field.formula === null && { rules }),
        ...(type === computed && { formula: formula.trim() }),
        ...(type !== computed &&
          hasChoices(type) && {
            choices: named.map((it) => it.was ?? it.word),
            renames: named.flatMap((it) =>
              it.was && it.was !== it.word ? [{ from: it.was, to: it.word }] : [],
            ),
          }),
      })
    },
    onSaved: ({ operationId, breaking }) => {
      void reload()
      onDone()
      const keep = field && breaking ? keptWords(field, breaking) : ''
      undoable(field ? `The field is changed.${keep}` : 'The field is added.', operationId, reload)
    },
  })
  return (
    <SavingForm of={saving} onCancel={onDone} submitLabel={field ? 'Save' : 'Add the field'}>
      <TextInput label="Name" data-autofocus autoComplete="off" {...form.getInputProps('label')} />
      {!field && (
        <Select
          label="What it holds"
          allowDeselect={false}
          maxDropdownHeight={420}
          data={[
            ...fieldType.options.map((value) => ({ value: value as string, label: typeWords[value] })),
            { value: computed, label: 'Computed' },
          ]}
          {...form.getInputProps('type')}
        />
      )}
      {type === computed && (
        <FormulaInput
          value={formula}
          onChange={(text) => form.setFieldValue('formula', text)}
          found={found}
          error={form.errors.formula}
        />
      )}
      {(type === 'money' || (type === computed && found?.type === 'money')) && !field && (
        <TextInput label="Currency" maxLength={3} {...form.getInputProps('currency')} />
      )}
      {type === 'relation' && !field && (
        <Select
          label="Which it names"
          description="It is looked up by name, shown as a link, and leads back from there."
          allowDeselect={false}
          data={fieldRecord.options.map((value) => ({ value, label: relationWords[value] }))}
          {...form.getInputProps('relatesTo')}
        />
      )}
      {type !== computed && hasChoices(type) && (
        <Choices
          choices={choices}
          onChange={setChoices}
          used={usage?.choices ?? []}
          error={form.errors.choices}
        />
      )}
      {type !== computed && (
        <RuleInputs
          type={type}
          currency={form.getValues().currency}
          rules={rules}
          onChange={(next) => form.setFieldValue('rules', next)}
          errors={form.errors}
        />
      )}
      {field && Object.keys(field.rules).length > 0 && <Breaking field={field} />}
      <ChoiceCards
        label="What a score may make of it"
        value={role}
        onChange={(value) => form.setFieldValue('role', value as Field['role'])}
        options={fieldRole.options.map((value) => ({ value, ...roleWords[value] }))}
      />
      {role !== 'plain' && (
        <Textarea
          label="Why"
          description="Whoever meets the refusal in a score rule reads it."
          autosize
          {...form.getInputProps('roleReason')}
        />
      )}
    </SavingForm>
  )
}
