import { Button, Group, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconTemplate } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { EmptyState, ErrorState, failToast, Loading, undoToast } from '#ui/pieces'
import { Page } from '#ui/shell'
import type { Template } from '../contract.ts'
import css from './templates.module.css'
import { kinds } from './words.ts'

const topics = { topics: ['templates'] }

function useTold() {
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.templates.key() })
  return (said: string, operationId: string | null) => {
    void reload()
    undoToast(said, operationId ? () => client.audit.undo({ id: operationId }).then(reload) : undefined)
  }
}

/** Words that come again, with places for what is known of each person. */
export default function Templates() {
  const [editing, setEditing] = useState<Template | 'new' | null>(null)
  const told = useTold()
  const narrow = useMediaQuery('(max-width: 48em)')
  const { data, error, refetch } = useQuery(orpc.templates.list.queryOptions({ input: {}, meta: topics }))
  const remove = async ({ id, name }: Template) => {
    try {
      const { operationId } = await client.templates.remove({ id })
      told(`“${name}” is deleted.`, operationId)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was deleted.')
    }
  }
  const close = () => setEditing(null)
  return (
    <Page
      title="Mail templates"
      narrow
      actions={<Button onClick={() => setEditing('new')}>New template</Button>}
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={5} />}
      {data?.rows.length === 0 && (
        <EmptyState
          icon={<IconTemplate size={22} />}
          title="No templates yet"
          action={{ label: 'Write the first one', run: () => setEditing('new') }}
        >
          What you write again and again stands ready when you write to somebody, with their name and whatever
          else you know in its place.
        </EmptyState>
      )}
      {data && data.rows.length > 0 && (
        <ul className={css.list}>
          {data.rows.map((it) => (
            <li key={it.id}>
              <div>
                <b dir="auto">{it.name}</b>
                <p className={css.dim} dir="auto">
                  {it.subject || 'Without a subject'}
                </p>
                <p className={css.dim}>
                  By <bdi>{it.maker}</bdi>
                </p>
              </div>
              {it.mayChange && (
                <Group gap="xs">
                  <Button size="compact-sm" variant="default" onClick={() => setEditing(it)}>
                    Edit
                  </Button>
                  <Button size="compact-sm" variant="default" onClick={() => void remove(it)}>
                    Delete
                  </Button>
                </Group>
              )}
            </li>
          ))}
        </ul>
      )}
      <Modal
        opened={editing !== null}
        onClose={close}
        title={editing === 'new' ? 'New template' : 'Template'}
        size="lg"
        fullScreen={narrow ?? false}
      >
        {editing && <Edit template={editing === 'new' ? null : editing} told={told} onDone={close} />}
      </Modal>
    </Page>
  )
}

type EditProps = {
  template: Template | null
  told: (said: string, operationId: string | null) => void
  onDone: () => void
}

function Edit({ template, told, onDone }: EditProps) {
  const { data: fields } = useQuery(orpc.templates.fields.queryOptions({ input: {} }))
  const subject = useRef<HTMLInputElement>(null)
  const text = useRef<HTMLTextAreaElement>(null)
  const [into, setInto] = useState<'subject' | 'text'>('text')
  const form = useForm({
    initialValues: {
      name: template?.name ?? '',
      subject: template?.subject ?? '',
      text: template?.text ?? '',
    },
    validate: {
      name: (it) => (it.trim() ? null : 'What it is called'),
      text: (it) => (it.trim() ? null : 'Write something'),
    },
  })
  const saving = useSaving({
    form,
    save: (values) =>
      template ? client.templates.update({ id: template.id, ...values }) : client.templates.create(values),
    onSaved: ({ operationId }) => {
      told(template ? 'The template is changed.' : 'The template is there.', operationId)
      onDone()
    },
  })
  /** Where one wrote last. */
  const insert = (key: string | null) => {
    const input = into === 'subject' ? subject.current : text.current
    if (!key || !input) return
    const [from, to] = [input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length]
    input.setRangeText(`{{ ${key} }}`, from, to, 'end')
    form.setFieldValue(into, input.value)
    input.focus()
  }
  const groups = Object.entries(kinds).map(([of, group]) => ({
    group,
    items: (fields?.rows ?? [])
      .filter((it) => it.of === of)
      .map(({ key, label }) => ({ value: key, label: `${group}: ${label}` })),
  }))
  return (
    <SavingForm of={saving} onCancel={onDone}>
      <TextInput label="Name" maxLength={200} data-autofocus dir="auto" {...form.getInputProps('name')} />
      <TextInput
        label="Subject"
        maxLength={300}
        dir="auto"
        {...form.getInputProps('subject')}
        ref={subject}
        onFocus={() => setInto('subject')}
      />
      <Textarea
        label="Text"
        description={'Words for who has no first name: {{ contact.firstName | default: "there" }}'}
        autosize
        minRows={8}
        maxRows={20}
        dir="auto"
        {...form.getInputProps('text')}
        ref={text}
        onFocus={() => setInto('text')}
      />
      <Select
        label="Insert a field"
        placeholder="First name, company, a field of your own …"
        searchable
        value={null}
        data={groups.filter(({ items }) => items.length > 0)}
        onChange={insert}
      />
    </SavingForm>
  )
}
