import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { OwnReason } from '#handover/agreed/contract'
import { REASON_LISTS } from '../reasons.ts'
import css from './handovers.module.css'

type Props = {
  reasons: readonly OwnReason[]
  /** Those that were offered already are retired, not removed. */
  offered: ReadonlySet<string>
  onChange: (reasons: OwnReason[]) => void
  locked?: boolean
  error?: ReactNode
}

/** The reasons that every firm has, and the firm's own beside them: added, renamed, retired. */
export function Reasons({ reasons, offered, onChange, locked = false, error }: Props) {
  const change = (code: string, more: Partial<OwnReason>) =>
    onChange(reasons.map((one) => (one.code === code ? { ...one, ...more } : one)))
  const add = () =>
    onChange([
      ...reasons,
      { code: `own_${crypto.randomUUID().slice(0, 8)}`, label: '', asks: null, retired: false },
    ])
  return (
    <>
      <ul className={css.reasons}>
        {REASON_LISTS[1]?.map(({ code, label, asks, isSendBack }) => (
          <li key={code}>
            <span>{label}</span>
            <span className={css.dim}>
              {code === 'no_answer'
                ? 'Opens after the tries above'
                : isSendBack
                  ? (asks ?? 'Nothing more is asked')
                  : `${asks} Passes them on; counts against nobody`}
            </span>
          </li>
        ))}
      </ul>
      {reasons.length > 0 && <h3 className={css.own}>Your own</h3>}
      {reasons.map((one, at) => (
        <fieldset key={one.code} className={css.ownReason} aria-label={one.label || `Own reason ${at + 1}`}>
          <TextInput
            label="Reason"
            value={one.label}
            maxLength={80}
            disabled={locked || one.retired}
            onChange={(event) => change(one.code, { label: event.currentTarget.value })}
          />
          <TextInput
            label="Asks for"
            placeholder="Nothing more is asked"
            value={one.asks ?? ''}
            maxLength={200}
            disabled={locked || one.retired}
            onChange={(event) => change(one.code, { asks: event.currentTarget.value || null })}
          />
          {!locked &&
            (offered.has(one.code) ? (
              <Button variant="default" onClick={() => change(one.code, { retired: !one.retired })}>
                {one.retired ? 'Offer again' : 'Retire'}
              </Button>
            ) : (
              <ActionIcon
                variant="subtle"
                color="gray"
                mb={4}
                aria-label="Take this reason out"
                onClick={() => onChange(reasons.filter(({ code }) => code !== one.code))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            ))}
        </fieldset>
      ))}
      {error && (
        <p role="alert" className={css.problem}>
          {error}
        </p>
      )}
      {!locked && (
        <Button variant="default" leftSection={<IconPlus size={15} />} onClick={add} className={css.add}>
          Add a reason
        </Button>
      )}
    </>
  )
}

/** Without names there is nothing to choose; said before it is saved. */
export const reasonsProblem = (reasons: readonly OwnReason[]): string | null =>
  reasons.some(({ label }) => label.trim() === '') ? 'Give each reason a name' : null

/** New reasons get a code that can be read in the API and in files; those that were offered keep theirs. */
export function coded(reasons: readonly OwnReason[], offered: ReadonlySet<string>): OwnReason[] {
  const taken = new Set(reasons.flatMap(({ code }) => (offered.has(code) ? code : [])))
  return reasons.map((one) => {
    if (offered.has(one.code)) return one
    const words = one.label
      .normalize('NFD')
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('_')
      .slice(0, 36)
    const code = words && !taken.has(`own_${words}`) ? `own_${words}` : one.code
    taken.add(code)
    return { ...one, code }
  })
}
