import type { ReactNode } from 'react'
import { type EditKind, type Finding, InlineEdit, type Option } from '#ui/form'
import { CopyButton } from '#ui/pieces'
import { Link } from '#ui/shell'
import css from './record.module.css'
import { Section } from './section.tsx'

export type Fact = {
  id: string
  label: string
  value: string | null
  /** How it is shown, if not as plain text. */
  show?: ReactNode
  edit?:
    | {
        kind: EditKind
        options?: Option[] | undefined
        finding?: Finding | undefined
        save: (value: string | null) => Promise<unknown>
      }
    | undefined
  copy?: boolean | undefined
  /** `mailto:`, `tel:` or a page. */
  href?: string | undefined
  /** A line below: where it comes from, or why it can't be changed. */
  note?: ReactNode
}

function Value({ fact }: { fact: Fact }) {
  const { value, show, edit, href, label } = fact
  if (edit)
    return (
      <InlineEdit
        label={label}
        value={value}
        kind={edit.kind}
        options={edit.options}
        finding={edit.finding}
        save={edit.save}
      >
        {show}
      </InlineEdit>
    )
  if (show) return <span className={css.plain}>{show}</span>
  if (value === null) return <span className={css.plain}>–</span>
  return (
    <span className={css.plain} dir="auto">
      {href ? (
        <a href={href} {...(href.startsWith('http') && elsewhere)}>
          {value}
        </a>
      ) : (
        value
      )}
    </span>
  )
}

/** Another site learns nothing of this page, and gets no hold of it. */
const elsewhere = { target: '_blank', rel: 'noopener noreferrer' }

function Reach({ to, label }: { to: string; label: string }) {
  const shared = { className: css.reach, 'aria-label': label, children: '↗' }
  if (to.startsWith('/')) return <Link to={to} {...shared} />
  return <a href={to} {...(to.startsWith('http') && elsewhere)} {...shared} />
}

/** Labels and values, each editable in place. */
export function Facts({ facts, title = 'Facts' }: { facts: Fact[]; title?: string | undefined }) {
  return (
    <Section title={title}>
      <dl className={css.facts}>
        {facts.map((fact) => (
          <div key={fact.id}>
            <dt>{fact.label}</dt>
            <dd>
              <span className={css.value}>
                <Value fact={fact} />
                {(fact.edit || fact.show) && fact.href && fact.value && (
                  <Reach
                    to={fact.href}
                    label={`${fact.label}: ${fact.edit?.finding ? 'open' : fact.value}`}
                  />
                )}
                {fact.copy && fact.value && <CopyButton value={fact.value} label={`Copy ${fact.label}`} />}
              </span>
              {fact.note && <small>{fact.note}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
