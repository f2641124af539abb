import { Select, Textarea, TextInput } from '@mantine/core'
import { ChoiceCards } from '#ui/form'
import { Section } from '#ui/record'
import type { Form } from '../contract.ts'
import css from './forms.module.css'
import { useLines } from './saving.ts'
import type { Editing } from './use-draft.ts'
import { intentWords } from './words.ts'

/** What the form is and what it is for. */
export function About({ editing: { draft, change, slips } }: { editing: Editing }) {
  const lines = useLines()
  return (
    <Section title="What it is for">
      <div className={css.stack}>
        <TextInput
          label="Name"
          description="For you alone; people see the heading, further down"
          value={draft.name}
          error={slips.name}
          maxLength={200}
          dir="auto"
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <ChoiceCards
          label="Whoever sends it"
          value={draft.intent}
          onChange={(intent) => change({ intent: intent as Form['intent'] })}
          options={Object.entries(intentWords).map(([value, it]) => ({ value, ...it }))}
          error={slips.intent}
        />
        {lines.length > 1 && (
          <Select
            label="Product line"
            data={lines}
            value={draft.productLineId}
            error={slips.productLineId}
            allowDeselect={false}
            onChange={(id) => id && change({ productLineId: id })}
          />
        )}
      </div>
    </Section>
  )
}

/** The words above and below the fields, and what people see afterwards. */
export function Texts({ editing: { draft, define, slips } }: { editing: Editing }) {
  const { title, intro, button, thanks, downloadUrl } = draft.definition
  return (
    <Section title="What it says">
      <div className={css.stack}>
        <TextInput
          label="Heading"
          value={title}
          error={slips['definition.title']}
          maxLength={200}
          dir="auto"
          onChange={(event) => define({ title: event.currentTarget.value })}
        />
        <Textarea
          label="Below the heading"
          value={intro}
          error={slips['definition.intro']}
          maxLength={2000}
          autosize
          minRows={2}
          dir="auto"
          onChange={(event) => define({ intro: event.currentTarget.value })}
        />
        <TextInput
          label="Button"
          value={button}
          error={slips['definition.button']}
          maxLength={60}
          dir="auto"
          onChange={(event) => define({ button: event.currentTarget.value })}
        />
        <Textarea
          label="When it is sent"
          value={thanks}
          error={slips['definition.thanks']}
          maxLength={1000}
          autosize
          minRows={2}
          dir="auto"
          onChange={(event) => define({ thanks: event.currentTarget.value })}
        />
        {(draft.intent === 'download' || downloadUrl !== '') && (
          <TextInput
            label="Where the download is"
            description="Shown to people after they sent the form"
            placeholder="https://"
            type="url"
            inputMode="url"
            value={downloadUrl}
            error={slips['definition.downloadUrl']}
            onChange={(event) => define({ downloadUrl: event.currentTarget.value.trim() })}
          />
        )}
      </div>
    </Section>
  )
}
