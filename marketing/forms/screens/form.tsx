import { Button, Checkbox, Group, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { CopyButton, confirm, ErrorState, failToast, Loading, Notice, Tag, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page, useParam } from '#ui/shell'
import { type FormDefinition, problemsOf } from '../form.ts'
import { Fields } from './fields.tsx'
import css from './forms.module.css'
import { Preview } from './preview.tsx'
import { intentWords, stateWords } from './words.ts'

type Loaded = Awaited<ReturnType<typeof client.forms.get>>

/** The builder: questions, texts and consent on one side, what people will see on the other. */
export default function Form() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(orpc.forms.get.queryOptions({ input: { id } }))
  const crumbs = [{ label: 'Forms', to: '/marketing/forms' }]
  if (error)
    return (
      <Page title="Form" crumbs={crumbs}>
        <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <Page title="Form" crumbs={crumbs}>
        <Loading lines={8} />
      </Page>
    )
  return <Builder key={data.id} form={data} />
}

function Builder({ form }: { form: Loaded }) {
  const queries = useQueryClient()
  const [name, setName] = useState(form.name)
  const [productLineId, setProductLineId] = useState(form.productLineId)
  const [definition, setDefinition] = useState<FormDefinition>(form.definition)
  const [busy, setBusy] = useState(false)
  const { data: lines } = useQuery(orpc.products.lines.queryOptions({ input: {} }))
  const change = (values: Partial<FormDefinition>) => setDefinition({ ...definition, ...values })
  const problems = problemsOf(definition, form.intent)
  const changed =
    name !== form.name ||
    productLineId !== form.productLineId ||
    JSON.stringify(definition) !== JSON.stringify(form.definition)
  const act = async (what: () => Promise<unknown>, said: string) => {
    setBusy(true)
    try {
      await what()
      await queries.invalidateQueries({ queryKey: orpc.forms.key() })
      toast(said, 'green')
    } catch (error) {
      failToast(problemText(error), 'What you changed is still here.')
    }
    setBusy(false)
  }
  const save = () => client.forms.save({ id: form.id, name, intent: form.intent, productLineId, definition })
  const publish = async () => {
    if (changed) await save()
    await client.forms.publish({ id: form.id })
  }
  const close = async () => {
    const sure = await confirm({
      title: `Close “${form.name}”?`,
      body: 'Its page then says that the form is not here. You can publish it again.',
      action: 'Close the form',
    })
    if (sure) await act(() => client.forms.close({ id: form.id }), 'The form is closed.')
  }
  const ahead = form.liveVersion !== null && form.draftVersion > form.liveVersion
  return (
    <Page
      title={name || form.name}
      crumbs={[{ label: 'Forms', to: '/marketing/forms' }]}
      actions={
        <Group gap="xs">
          <Tag accent={stateWords[form.state].accent}>{stateWords[form.state].label}</Tag>
          {form.state === 'live' && (
            <Button variant="default" disabled={busy} onClick={() => void close()}>
              Close
            </Button>
          )}
          <Button
            variant="default"
            disabled={busy || !changed}
            onClick={() => void act(save, 'Saved. People see it after publishing.')}
          >
            Save
          </Button>
          <Button
            disabled={busy || problems.length > 0 || (form.state === 'live' && !changed && !ahead)}
            onClick={() => void act(publish, 'Published.')}
          >
            Publish
          </Button>
        </Group>
      }
    >
      <div className={css.builder}>
        <div className={css.stack}>
          {problems.length > 0 && (
            <Notice accent="amber" title="Before it can be published">
              {problems.map((problem) => (
                <div key={problem}>{problem}</div>
              ))}
            </Notice>
          )}
          {form.state === 'live' && <Where form={form} />}
          <Section title="What it is">
            <div className={css.stack}>
              <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
              <p className={css.dim}>
                {intentWords[form.intent].label}: {intentWords[form.intent].about}
              </p>
              {lines && lines.rows.length > 1 && (
                <Select
                  label="Product line"
                  allowDeselect={false}
                  value={productLineId}
                  data={lines.rows.map((line) => ({ value: line.id, label: line.name }))}
                  onChange={(value) => value && setProductLineId(value)}
                />
              )}
            </div>
          </Section>
          <Section title="Questions" count={definition.fields.length}>
            <Fields fields={definition.fields} onChange={(fields) => change({ fields })} />
          </Section>
          <Section title="Texts">
            <Texts definition={definition} change={change} isDownload={form.intent === 'download'} />
          </Section>
        </div>
        <Preview definition={definition} />
      </div>
    </Page>
  )
}

function Where({ form }: { form: Loaded }) {
  return (
    <Section title="Where people find it">
      <div className={css.stack}>
        <div className={css.link}>
          <code>{form.url}</code>
          <CopyButton value={form.url} label="Copy the address" />
          <a href={form.url} target="_blank" rel="noopener">
            Open
          </a>
        </div>
        <div className={css.link}>
          <code>{form.embed}</code>
          <CopyButton value={form.embed} label="Copy the line for your own page" />
        </div>
      </div>
    </Section>
  )
}

type TextsProps = {
  definition: FormDefinition
  change: (values: Partial<FormDefinition>) => void
  isDownload: boolean
}

function Texts({ definition, change, isDownload }: TextsProps) {
  const text = (key: 'title' | 'button' | 'intro' | 'thanks' | 'consentText' | 'downloadUrl') => ({
    value: definition[key],
    onChange: (event: { currentTarget: { value: string } }) => change({ [key]: event.currentTarget.value }),
  })
  return (
    <div className={css.stack}>
      <TextInput label="Title" {...text('title')} />
      <Textarea label="Introduction" autosize minRows={2} {...text('intro')} />
      <TextInput label="Button" {...text('button')} />
      <Textarea label="Thanks" autosize minRows={2} {...text('thanks')} />
      {isDownload && <TextInput label="Address of the file" type="url" {...text('downloadUrl')} />}
      <Textarea
        label="Words beside the tick for news by e-mail"
        description="Kept word for word with every permission. Empty: not asked."
        autosize
        minRows={2}
        {...text('consentText')}
      />
      <Checkbox
        label="Ask “How did you hear of us?”"
        checked={definition.asksSource}
        onChange={(event) => change({ asksSource: event.currentTarget.checked })}
      />
    </div>
  )
}
