import { CopyButton } from '#ui/pieces'
import { Section } from '#ui/record'
import type { Form } from '../contract.ts'
import css from './forms.module.css'

/** Where people find the form: its own page, and one line for another one. */
export function Share({ form: { state, url, embed, frame } }: { form: Form }) {
  return (
    <Section title="Where people find it">
      {state !== 'live' && (
        <p className={css.dim}>
          {state === 'draft'
            ? 'Both work as soon as the form is published.'
            : 'The form is closed: both say that it is not here until it is published again.'}
        </p>
      )}
      <dl className={css.share}>
        <dt>Its own page</dt>
        <dd>
          <code>{url}</code>
          <CopyButton value={url} label="Copy the address" />
          {state === 'live' && (
            <a href={url} target="_blank" rel="noopener noreferrer">
              Open
            </a>
          )}
        </dd>
        <dt>On your page</dt>
        <dd>
          <code>{embed}</code>
          <CopyButton value={embed} label="Copy the line for your own page" />
        </dd>
        <dt>Without a script</dt>
        <dd>
          <code>{frame}</code>
          <CopyButton value={frame} label="Copy the frame for your own page" />
        </dd>
      </dl>
    </Section>
  )
}
