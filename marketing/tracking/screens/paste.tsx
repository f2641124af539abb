import { CopyButton } from '#ui/pieces'
import { Section } from '#ui/record'
import css from './website.module.css'

const agreed = `baton('consent', true)`
const withdrawn = `baton('consent', false)`
const event = `baton('event', 'demo started', { plan: 'team' })`

/** What goes into the pages, and what their own scripts may say. */
export function Paste({ snippet }: { snippet: string }) {
  return (
    <Section title="Paste into your pages">
      <p className={css.dim}>
        Into the head of every page, or once where your site keeps what all pages share.
      </p>
      <Code text={snippet} label="Copy the lines for your pages" />
      <dl className={css.calls}>
        <dt>When somebody agrees to be known again</dt>
        <dd>
          <Code text={agreed} label="Copy the call for an agreement" />
        </dd>
        <dt>When they take it back</dt>
        <dd>
          <Code text={withdrawn} label="Copy the call for a withdrawal" />
        </dd>
        <dt>When something happens that you want to know of</dt>
        <dd>
          <Code text={event} label="Copy the call for an event" />
        </dd>
      </dl>
    </Section>
  )
}

function Code({ text, label }: { text: string; label: string }) {
  return (
    <div className={css.code}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <CopyButton value={text} label={label} />
    </div>
  )
}
