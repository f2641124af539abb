import { Button, Group, Modal, Switch, TextInput } from '@mantine/core'
import { IconMailHeart } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { EmptyState, ErrorState, failToast, Loading, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page } from '#ui/shell'
import { moved, Steps } from '#ui/sort'
import { undoable } from '#workspace/audit/screens'
import { useMay } from '#workspace/members/screens'
import type { Topic } from '../contract.ts'
import css from './consent.module.css'

function useReload() {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: orpc.consent.key() })
}

/** What the firm sends that people can agree to: on forms, on the page behind their link, and in the ledger. */
export default function Topics() {
  const may = useMay('privacy.manage') ?? false
  const [editing, setEditing] = useState<Topic | 'new' | null>(null)
  const { data, error, refetch } = useQuery(
    orpc.consent.topics.queryOptions({ input: { archived: true }, meta: { topics: ['settings'] } }),
  )
  const offered = data?.rows.filter(({ archivedAt }) => !archivedAt)
  const away = data?.rows.filter(({ archivedAt }) => archivedAt) ?? []
  const close = () => setEditing(null)
  return (
    <Page title="Topics" narrow actions={may && <Button onClick={() => setEditing('new')}>New topic</Button>}>
      <p className={css.dim}>
        What you send that people can agree to. Forms ask for topics, and people choose the public ones by
        themselves, in this order.
      </p>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={4} />}
      {offered?.length === 0 && (
        <EmptyState
          icon={<IconMailHeart size={22} />}
          title="Nothing is offered"
          {...(may && { action: { label: 'Add a topic', run: () => setEditing('new') } })}
        >
          Product news, events, offers: whoever can choose stays for the rest.
        </EmptyState>
      )}
      {offered && offered.length > 0 && (
        <ul className={css.topics} aria-label="Topics">
          {offered.map((topic, at) => (
            <Row key={topic.id} {...{ topic, at, may }} topics={offered} onEdit={() => setEditing(topic)} />
          ))}
        </ul>
      )}
      {away.length > 0 && <Away topics={away} may={may} />}
      <Modal
        opened={editing !== null}
        onClose={close}
        title={editing === 'new' ? 'New topic' : 'Topic'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {editing && <Edit topic={editing === 'new' ? null : editing} onDone={close} />}
      </Modal>
    </Page>
  )
}

function useAct() {
  const reload = useReload()
  return async (said: string, run: () => Promise<{ operationId: string | null }>) => {
    try {
      const { operationId } = await run()
      undoable(said, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await reload()
  }
}

type RowProps = { topic: Topic; topics: Topic[]; at: number; may: boolean; onEdit: () => void }

function Row({ topic, topics, at, may, onEdit }: RowProps) {
  const act = useAct()
  const { id, name, about, isPublic } = topic
  const move = (to: number) => {
    const ids = topics.map((it) => it.id)
    return act(`“${name}” is moved.`, () => client.consent.orderTopics({ ids: moved(ids, at, to) }))
  }
  return (
    <li>
      {may && (
        <Group gap={2} wrap="nowrap">
          <Steps called={name} at={at} count={topics.length} onStep={(to) => void move(to)} />
        </Group>
      )}
      <div className={css.topic}>
        <Group gap="xs">
          <b dir="auto">{name}</b>
          {!isPublic && <Tag accent="gray">Internal</Tag>}
        </Group>
        {about && (
          <p className={css.dim}>
            <bdi>{about}</bdi>
          </p>
        )}
      </div>
      {may && (
        <Group gap="xs" wrap="nowrap">
          <Button size="compact-sm" variant="default" aria-label={`Edit ${name}`} onClick={onEdit}>
            Edit
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Put ${name} away`}
            onClick={() =>
              void act(`“${name}” is put away. Who agreed to it still did.`, () =>
                client.consent.archiveTopic({ id }),
              )
            }
          >
            Put away
          </Button>
        </Group>
      )}
    </li>
  )
}

/** They are asked for no more; in the ledger they stay what they were. */
function Away({ topics, may }: { topics: Topic[]; may: boolean }) {
  const act = useAct()
  return (
    <Section title="Put away" count={topics.length}>
      <ul className={css.topics} aria-label="Topics put away">
        {topics.map(({ id, name }) => (
          <li key={id}>
            <span className={css.topic} dir="auto">
              {name}
            </span>
            {may && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Bring ${name} back`}
                onClick={() =>
                  void act(`“${name}” is offered again.`, () => client.consent.restoreTopic({ id }))
                }
              >
                Bring back
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Edit({ topic, onDone }: { topic: Topic | null; onDone: () => void }) {
  const reload = useReload()
  const form = useForm({
    initialValues: {
      name: topic?.name ?? '',
      about: topic?.about ?? '',
      isPublic: topic?.isPublic ?? true,
    },
    validate: { name: (text) => (text.trim() ? null : 'What it is called') },
  })
  const saving = useSaving({
    form,
    save: (values) =>
      topic ? client.consent.changeTopic({ id: topic.id, ...values }) : client.consent.addTopic(values),
    onSaved: ({ operationId }) => {
      const name = form.getValues().name.trim()
      void reload()
      undoable(topic ? `“${name}” is changed.` : `“${name}” can be agreed to now.`, operationId, reload)
      onDone()
    },
  })
  return (
    <SavingForm of={saving} onCancel={onDone}>
      <TextInput
        label="Name"
        description="As people read it: Product news, Events, Offers"
        maxLength={100}
        data-autofocus
        dir="auto"
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <TextInput
        label="What is sent and how often"
        placeholder="What is new in the product, about once a month."
        maxLength={300}
        dir="auto"
        autoComplete="off"
        {...form.getInputProps('about')}
      />
      <Switch
        label="Public: people can choose it by themselves"
        description="An internal one is seen by whoever agreed to it, so that they can end it"
        {...form.getInputProps('isPublic', { type: 'checkbox' })}
      />
    </SavingForm>
  )
}
