import { Button } from '@mantine/core'
import { useReasonLabel } from '#handover/handovers/screens'
import { formatDate, formatDateTime } from '#ui/format'
import { Clock, Tag } from '#ui/pieces'
import { Link } from '#ui/shell'
import type { SendBackRow } from '../contract.ts'
import { Contest, Decide, Nurture } from './forms.tsx'
import css from './sentback.module.css'
import { useAgree } from './use-answering.ts'
import { said, stateWords } from './words.ts'

export type Act = 'contest' | 'nurture' | 'decide'
type Props = { row: SendBackRow; open: Act | null; onOpen: (act: Act | null) => void; named?: boolean }
const forms = { contest: Contest, nurture: Nurture, decide: Decide }
const asDay = (day: string) => new Date(`${day}T12:00:00`)

/** One send-back from marketing's side: why, what shows it, where they came from, what was said of it, what to do. */
export function Item({ row, open, onOpen, named = true }: Props) {
  const agree = useAgree()
  const reasonLabel = useReasonLabel()
  const { label, accent } = stateWords[row.state]
  const from = [row.seller?.name, row.campaign ?? row.channel?.replaceAll('_', '-'), row.form].filter(Boolean)
  const Form = open && forms[open]
  return (
    <div className={css.item}>
      <div className={css.head}>
        <span>
          {named && (
            <Link to={`/handovers/${row.id}`} dir="auto">
              {row.name}
            </Link>
          )}
          {named && row.company && row.company !== row.name && (
            <span className={css.dim}> · {row.company}</span>
          )}
        </span>
        {row.state === 'open' && row.dueAt ? (
          <Clock dueAt={row.dueAt} startedAt={row.sentBackAt} label="Answer" />
        ) : (
          <Tag accent={accent}>{label}</Tag>
        )}
      </div>
      <p className={css.reason} dir="auto">
        <b>{reasonLabel(row.reason)}</b>
        {row.evidence &&
          `: ${/^\d{4}-\d\d-\d\d$/.test(row.evidence) ? formatDate(asDay(row.evidence)) : row.evidence}`}
      </p>
      {row.note && (
        <p className={css.note} dir="auto">
          {row.note}
        </p>
      )}
      <p className={css.dim}>
        {from.join(' · ')}
        {from.length > 0 && ' · '}
        {row.productLine}, {formatDate(row.sentBackAt)}
        {row.state === 'open' && row.answerer && ` · ${row.answerer.name} answers`}
      </p>
      {row.words.length > 0 && (
        <ul className={css.words}>
          {row.words.map((word) => (
            <li key={`${word.word} ${word.at.toISOString()}`}>
              {word.byRule ? (
                <>
                  Marketing did not answer in time: it counts as agreed. <Tag>By rule</Tag>
                </>
              ) : (
                <>
                  <bdi>{word.who}</bdi> {said[word.word]}
                  {word.until && ` until ${formatDate(asDay(word.until))}`}
                  {word.text && `: “${word.text}”`}
                </>
              )}
              <span className={css.dim}> · {formatDateTime(word.at)}</span>
            </li>
          ))}
        </ul>
      )}
      {!Form && (row.may.answer || row.may.decide) && (
        <div className={css.acts}>
          {row.may.answer && (
            <>
              <Button size="compact-sm" onClick={() => void agree(row)}>
                Agree
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => onOpen('contest')}>
                Contest
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => onOpen('nurture')}>
                Nurture
              </Button>
            </>
          )}
          {row.may.decide && (
            <Button size="compact-sm" onClick={() => onOpen('decide')}>
              Decide
            </Button>
          )}
        </div>
      )}
      {Form && (
        <div className={css.form}>
          <Form row={row} onClose={() => onOpen(null)} />
        </div>
      )}
    </div>
  )
}
