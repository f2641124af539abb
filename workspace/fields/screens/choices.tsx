import { ActionIcon, Button, Input, TextInput } from '@mantine/core'
import { IconArchive } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatNumber } from '#ui/format'
import { moved, Steps } from '#ui/sort'
import css from './fields.module.css'

/** A choice while it is edited; `was` is the word that records have now, null for a new one. */
export type Choice = { key: number; was: string | null; word: string }

let keys = 0
const fresh = (word = '', was: string | null = null): Choice => ({ key: ++keys, was, word })
export const choicesOf = (words: readonly string[]): Choice[] =>
  words.length > 0 ? words.map((word) => fresh(word, word)) : [fresh(), fresh()]

type Props = {
  choices: Choice[]
  onChange: (choices: Choice[]) => void
  used: readonly { choice: string; count: number }[]
  error: ReactNode
}

/** The choices in their order: renamed on every record, moved, retired and brought back. */
export function Choices({ choices, onChange, used, error }: Props) {
  const here = new Set(choices.map((it) => it.was))
  const retired = used.filter((it) => !here.has(it.choice))
  const countOf = (was: string | null) => used.find((it) => it.choice === was)?.count ?? 0
  return (
    <Input.Wrapper
      label="Choices"
      description={
        used.length > 0 &&
        'A new word is written wherever the old one stands. Who has a retired one keeps it.'
      }
      error={error}
      labelElement="div"
    >
      <ul className={css.choices}>
        {choices.map((choice, at) => {
          const called = choice.word.trim() || `choice ${at + 1}`
          return (
            <li key={choice.key}>
              <TextInput
                aria-label={`Choice ${at + 1}`}
                value={choice.word}
                maxLength={200}
                autoComplete="off"
                rightSectionWidth={56}
                rightSection={
                  countOf(choice.was) > 0 && (
                    <span className={css.dim} title="On so many records">
                      {formatNumber(countOf(choice.was))}
                    </span>
                  )
                }
                onChange={(event) => {
                  const word = event.currentTarget.value
                  onChange(choices.map((it) => (it === choice ? { ...it, word } : it)))
                }}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.metaKey || event.ctrlKey) return
                  event.preventDefault()
                  onChange([...choices, fresh()])
                }}
                autoFocus={choice.was === null && choice.word === '' && at > 1}
              />
              <Steps
                called={called}
                at={at}
                count={choices.length}
                onStep={(to) => onChange(moved(choices, at, to))}
              />
              <ActionIcon
                aria-label={`Retire ${called}`}
                onClick={() => onChange(choices.filter((it) => it !== choice))}
              >
                <IconArchive size={16} />
              </ActionIcon>
            </li>
          )
        })}
        {retired.map(({ choice, count }) => (
          <li key={choice}>
            <span className={css.dim}>
              {choice}, retired, on {formatNumber(count)} {count === 1 ? 'record' : 'records'}
            </span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Bring back ${choice}`}
              onClick={() => onChange([...choices, fresh(choice, choice)])}
            >
              Bring back
            </Button>
          </li>
        ))}
      </ul>
      <Button mt={6} size="compact-sm" variant="default" onClick={() => onChange([...choices, fresh()])}>
        Add a choice
      </Button>
    </Input.Wrapper>
  )
}
