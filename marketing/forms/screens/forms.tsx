import { Button, Modal, TextInput } from '@mantine/core'
import { IconForms } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { ChoiceCards, SavingForm, useForm, useSaving } from '#ui/form'
import { formatNumber } from '#ui/format'
import { EmptyState, ErrorState, Loading, Tag } from '#ui/pieces'
import { Link, Page, useGo } from '#ui/shell'
import type { Form } from '../contract.ts'
import css from './forms.module.css'
import { intentWords, stateWords } from './words.ts'

/** All forms, with what each is for and how many people have sent it. */
export default function Forms() {
  const [making, setMaking] = useState(false)
  const { data, error, refetch } = useQuery(orpc.forms.list.queryOptions())
  return (
    <Page title="Forms" actions={<Button onClick={() => setMaking(true)}>New form</Button>}>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={5} />}
      {data?.rows.length === 0 && (
        <EmptyState
          icon={<IconForms size={22} />}
          title="No forms yet"
          action={{ label: 'Make the first form', run: () => setMaking(true) }}
        >
          A form stands on a page of its own or on your site; whoever sends it becomes a lead with its source.
        </EmptyState>
      )}
      {data && data.rows.length > 0 && (
        <ul className={css.list}>
          {data.rows.map((form) => (
            <li key={form.id}>
              <Link to={`/marketing/forms/${form.id}`} className={css.row}>
                <b className="b-cut" dir="auto">
                  {form.name}
                </b>
                <span className={css.end}>
                  <Tag accent={stateWords[form.state].accent}>{stateWords[form.state].label}</Tag>
                </span>
                <span className={css.dim}>{intentWords[form.intent].label}</span>
                <span className={`${css.dim} ${css.end} b-number`}>
                  {formatNumber(form.submissions)} sent
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Modal opened={making} onClose={() => setMaking(false)} title="New form">
        <NewForm onCancel={() => setMaking(false)} />
      </Modal>
    </Page>
  )
}

function NewForm({ onCancel }: { onCancel: () => void }) {
  const go = useGo()
  const [intent, setIntent] = useState<Form['intent']>('asks')
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '' },
    validate: { name: (text) => (text.trim() ? null : 'What the form is called') },
  })
  const saving = useSaving({
    form,
    save: ({ name }) => client.forms.create({ name, intent }),
    onSaved: ({ id }) => go(`/marketing/forms/${id}`),
  })
  return (
    <SavingForm of={saving} submitLabel="Make it" onCancel={onCancel}>
      <TextInput label="Name" data-autofocus key={form.key('name')} {...form.getInputProps('name')} />
      <ChoiceCards
        label="What is it for?"
        value={intent}
        onChange={(value) => setIntent(value as Form['intent'])}
        options={Object.entries(intentWords).map(([value, it]) => ({ value, ...it }))}
      />
    </SavingForm>
  )
}
