import { MultiSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useTopics } from '#people/consent/screens'
import { Section } from '#ui/record'
import { mostTopics } from '../form.ts'
import css from './forms.module.css'
import type { Editing } from './use-draft.ts'

/** News by e-mail with the exact words, and where people say they come from. */
export function Consent({ editing: { draft, define, slips } }: { editing: Editing }) {
  const { consentText, asksSource, topics } = draft.definition
  const offered = useTopics()
  const several = topics.length > 1
  const nameOf = (key: string) => offered?.find((it) => it.key === key)?.name ?? key
  const choose = (keys: string[]) => {
    if (keys.length === 0) return
    define((now) => ({
      topics: keys.map((key) => ({
        key,
        words: now.topics.find((it) => it.key === key)?.words || wordsFor(key),
      })),
    }))
  }
  /** What it begins with beside its tick. */
  const wordsFor = (key: string) => {
    const topic = offered?.find((it) => it.key === key)
    return topic ? [topic.name, topic.about].filter(Boolean).join(': ') : ''
  }
  const gone = offered && topics.filter(({ key }) => offered.every((it) => it.key !== key))
  return (
    <Section title="Consent and source">
      <div className={css.stack}>
        <Textarea
          label={
            several ? 'Words above the ticks for news by e-mail' : 'Words beside the tick for news by e-mail'
          }
          description="These exact words are kept as proof with each consent. Empty: news are not offered."
          value={consentText}
          error={slips['definition.consentText']}
          maxLength={2000}
          autosize
          minRows={2}
          dir="auto"
          onChange={(event) => define({ consentText: event.currentTarget.value })}
        />
        {consentText !== '' && (
          <MultiSelect
            label="Topics that it asks for"
            description="With several, people tick what they want; none is ticked for them."
            data={[
              ...(offered ?? []).map(({ key, name }) => ({ value: key, label: name })),
              ...(gone ?? []).map(({ key }) => ({ value: key, label: `${key} (not offered)` })),
            ]}
            value={topics.map(({ key }) => key)}
            error={
              gone && gone.length > 0
                ? 'Not everything of this is offered any more: ask for something else.'
                : slips['definition.topics']
            }
            maxValues={mostTopics}
            onChange={choose}
          />
        )}
        {consentText !== '' &&
          several &&
          topics.map(({ key, words }) => (
            <TextInput
              key={key}
              label={`Beside the tick for ${nameOf(key)}`}
              value={words}
              maxLength={500}
              dir="auto"
              onChange={(event) => {
                const text = event.currentTarget.value
                define((now) => ({
                  topics: now.topics.map((it) => (it.key === key ? { key, words: text } : it)),
                }))
              }}
            />
          ))}
        <Switch
          label="Ask “How did you hear of us?”"
          checked={asksSource}
          onChange={(event) => define({ asksSource: event.currentTarget.checked })}
        />
      </div>
    </Section>
  )
}
