import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { DateField } from '#ui/form'
import css from './deals.module.css'

type Line = { key: number; text: string; dueOn: string | null }
export type PromisedDraft = { words: string; lines: Line[]; ownerId: string | null }
export const emptyPromised: PromisedDraft = { words: '', lines: [], ownerId: null }

/** What of it is given on; nothing where nothing was said. */
export function promisedIn({ words, lines, ownerId }: PromisedDraft) {
  const promises = lines
    .filter(({ text }) => text.trim())
    .map(({ text, dueOn }) => ({ text: text.trim(), dueOn }))
  if (!words.trim() && promises.length === 0 && !ownerId) return {}
  return { promised: { words: words.trim() || null, promises, ...(ownerId && { ownerId }) } }
}

type Props = { value: PromisedDraft; onChange: (value: PromisedDraft) => void }

/** What was promised with the sale, for whoever looks after the customer. All of it may be skipped. */
export function PromisedFields({ value, onChange }: Props) {
  const { data: members } = useQuery(orpc.members.list.queryOptions())
  const active = members?.rows.filter(({ status, canSignIn }) => status === 'active' && canSignIn) ?? []
  const set = (more: Partial<PromisedDraft>) => onChange({ ...value, ...more })
  const setLine = (key: number, more: Partial<Line>) =>
    set({ lines: value.lines.map((line) => (line.key === key ? { ...line, ...more } : line)) })
  return (
    <fieldset className={css.promised}>
      <legend>What was promised?</legend>
      <Textarea
        aria-label="What was promised?"
        description="Whoever looks after them reads it. You can say it later; until then it shows as missing."
        autosize
        minRows={2}
        maxLength={4000}
        value={value.words}
        onChange={(event) => set({ words: event.currentTarget.value })}
      />
      {value.lines.map((line, n) => (
        <div key={line.key} className={css.promise}>
          <TextInput
            label={`Promise ${n + 1}`}
            maxLength={500}
            dir="auto"
            autoFocus
            value={line.text}
            onChange={(event) => setLine(line.key, { text: event.currentTarget.value })}
          />
          <DateField label="Until" value={line.dueOn} onChange={(dueOn) => setLine(line.key, { dueOn })} />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove promise ${n + 1}`}
            onClick={() => set({ lines: value.lines.filter(({ key }) => key !== line.key) })}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        onClick={() =>
          set({ lines: [...value.lines, { key: (value.lines.at(-1)?.key ?? 0) + 1, text: '', dueOn: null }] })
        }
      >
        Add a promise
      </Button>
      {active.length > 1 && (
        <Select
          label="Who looks after them?"
          placeholder="Who does already, else whose deal it is"
          clearable
          searchable
          value={value.ownerId}
          data={active.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(ownerId) => set({ ownerId })}
        />
      )}
    </fieldset>
  )
}
