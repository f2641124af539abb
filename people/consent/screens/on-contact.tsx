import { Button, Group, Modal, Select, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { formatDate } from '#ui/format'
import { ErrorState, failToast, Loading, Notice, Tag, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import type { PanelProps } from '#ui/shell'
import { basisWords, channelWords, stateWords } from '../words.ts'
import css from './consent.module.css'
import { useTopics } from './use-topics.ts'

type Permission = Awaited<ReturnType<typeof client.consent.get>>['permissions'][number]
const stateAccents = {
  granted: 'green',
  pending: 'amber',
  withdrawn: 'red',
  objected: 'red',
  expired: 'gray',
  barred: 'red',
} as const

/** What the person permits, on which basis and since when; what contradicts itself is decided here. */
export default function OnContact({ id }: PanelProps) {
  return id ? <Permissions id={id} /> : null
}

type Writing = { kind: 'note' } | { kind: 'decide'; channel: Permission['channel'] }

function Permissions({ id }: { id: string }) {
  const [writing, setWriting] = useState<Writing | null>(null)
  const { data, error } = useQuery(
    orpc.consent.get.queryOptions({ input: { contactId: id }, meta: { topics: ['contacts'] } }),
  )
  return (
    <Section
      title="Permissions"
      actions={
        <Group gap={6}>
          <Button size="compact-xs" variant="default" onClick={() => void copyLink(id)}>
            Copy their link
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setWriting({ kind: 'note' })}>
            Write down
          </Button>
        </Group>
      }
    >
      {error && <ErrorState what={problemText(error)} />}
      {!error && !data && <Loading lines={2} />}
      {data?.permissions.length === 0 && (
        <p className={css.dim}>Nothing is permitted yet. Who asks may be answered on that matter.</p>
      )}
      <ul className={css.list}>
        {data?.permissions.map((it, at) =>
          it.state === 'barred' ? (
            <li key={at}>
              <Notice
                accent="amber"
                title={`${channelWords[it.channel]} is barred`}
                action={
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => setWriting({ kind: 'decide', channel: it.channel })}
                  >
                    Decide
                  </Button>
                }
              >
                A file contradicts itself: {(it.cause ?? '').replaceAll('_', ' ')}.
              </Notice>
            </li>
          ) : (
            <li key={at} className={css.row}>
              <span>
                {channelWords[it.channel]} about <bdi>{it.topicName}</bdi>
              </span>
              <Tag accent={stateAccents[it.state]}>{stateWords[it.state]}</Tag>
              <span className={css.dim} title={it.wording ?? undefined}>
                {basisWords[it.basis]}
                {it.since && `, ${formatDate(it.since)}`}
              </span>
            </li>
          ),
        )}
      </ul>
      <Modal
        opened={writing !== null}
        onClose={() => setWriting(null)}
        title={writing?.kind === 'decide' ? 'Decide the contradiction' : 'What did they say?'}
      >
        {writing?.kind === 'note' && <Note id={id} onDone={() => setWriting(null)} />}
        {writing?.kind === 'decide' && (
          <Decide id={id} channel={writing.channel} onDone={() => setWriting(null)} />
        )}
      </Modal>
    </Section>
  )
}

/** On that page they choose by themselves what they hear of. */
async function copyLink(contactId: string) {
  try {
    const { url } = await client.preferences.link({ contactId })
    await navigator.clipboard.writeText(url)
    toast('Copied. On that page they choose what they hear of.', 'green')
  } catch (problem) {
    failToast(problemText(problem), 'No link was copied.')
  }
}

function useWritten(onDone: () => void) {
  const queries = useQueryClient()
  return () => {
    toast('Written into the ledger.', 'green')
    void queries.invalidateQueries({ queryKey: orpc.consent.key() })
    onDone()
  }
}
const proof = (text: string) => (text.trim().length >= 3 ? null : 'How, when and to whom they said it')

function Note({ id, onDone }: { id: string; onDone: () => void }) {
  const written = useWritten(onDone)
  const topics = useTopics()
  const form = useForm({
    initialValues: { channel: 'email', state: 'granted', topic: '', proof: '' },
    validate: {
      proof,
      topic: (key, { state }) => (key || state !== 'granted' ? null : 'Choose what they allow'),
    },
  })
  const saving = useSaving({
    form,
    save: (values) =>
      client.consent.add({
        contactId: id,
        channel: values.channel as Permission['channel'],
        state: values.state as 'granted' | 'withdrawn' | 'objected',
        topic: values.state === 'granted' ? values.topic : '*',
        proof: values.proof,
      }),
    onSaved: written,
  })
  return (
    <SavingForm of={saving} submitLabel="Write down" onCancel={onDone}>
      <Group grow>
        <Select
          label="By what way"
          allowDeselect={false}
          data={Object.entries(channelWords).map(([value, label]) => ({ value, label }))}
          {...form.getInputProps('channel')}
        />
        <Select
          label="They"
          allowDeselect={false}
          data={[
            { value: 'granted', label: 'allow it' },
            { value: 'withdrawn', label: 'take it back' },
            { value: 'objected', label: 'object' },
          ]}
          {...form.getInputProps('state')}
        />
      </Group>
      {form.values.state === 'granted' && (
        <Select
          label="What for"
          placeholder="Choose"
          allowDeselect={false}
          data={[
            ...(topics ?? []).map(({ key, name }) => ({ value: key, label: name })),
            { value: '*', label: 'Everything' },
          ]}
          {...form.getInputProps('topic')}
        />
      )}
      <Textarea
        label="How, when and to whom they said it"
        autosize
        minRows={2}
        {...form.getInputProps('proof')}
      />
    </SavingForm>
  )
}

function Decide({ id, channel, onDone }: { id: string; channel: Permission['channel']; onDone: () => void }) {
  const written = useWritten(onDone)
  const form = useForm({ initialValues: { decision: 'objected', proof: '' }, validate: { proof } })
  const saving = useSaving({
    form,
    save: (values) =>
      client.consent.decide({
        contactId: id,
        channel,
        decision: values.decision as 'allow' | 'objected',
        proof: values.proof,
      }),
    onSaved: written,
  })
  return (
    <SavingForm of={saving} submitLabel="Decide" onCancel={onDone}>
      <Select
        label={channelWords[channel]}
        allowDeselect={false}
        data={[
          { value: 'objected', label: 'stays barred: they object' },
          { value: 'allow', label: 'is open again' },
        ]}
        {...form.getInputProps('decision')}
      />
      <Textarea label="How you know" autosize minRows={2} {...form.getInputProps('proof')} />
    </SavingForm>
  )
}
