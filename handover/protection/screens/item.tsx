import { Button } from '@mantine/core'
import { useState } from 'react'
import { client, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { failToast, Tag } from '#ui/pieces'
import { Link } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import type { Protection } from '../contract.ts'
import { blockedWords } from '../protection.ts'
import css from './protection.module.css'
import { type Asks, WithReason } from './reason.tsx'
import { useReloadProtection } from './use-protection.ts'
import { accents, asDay, stateWords, stepWords, titleOf } from './words.ts'

type Looker = { id: string; registers: boolean; decides: boolean }
type Props = { row: Protection; looker: Looker }

/** One registered lead: whom, what shows it, how it went, what can be done. */
export function Item({ row, looker }: Props) {
  const reach = [row.email, row.phone, row.domain, row.town].filter(Boolean).join(' · ')
  return (
    <li className={css.item}>
      <div className={css.head}>
        <h2 dir="auto">{titleOf(row)}</h2>
        <Tag accent={accents[row.state]} dot>
          {stateWords[row.state]}
        </Tag>
      </div>
      <p className={css.dim} dir="auto">
        {[!looker.registers && row.member.name, row.productLine.name, reach].filter(Boolean).join(' · ')}
      </p>
      <p className={css.proof} dir="auto">
        {row.proof}
      </p>
      <p className={css.dim} dir="auto">
        Of {formatDate(asDay(row.proofDay))}
        {row.proofPlace && ` · ${row.proofPlace}`}
      </p>
      <Known row={row} decides={looker.decides} />
      {row.endsAt && row.state === 'confirmed' && <p>Protected until {formatDate(row.endsAt)}.</p>}
      {row.blockedBy && <p>Refused by rule. {blockedWords[row.blockedBy]}.</p>}
      {row.history.length > 1 && (
        <ul className={css.steps}>
          {row.history.slice(1).map((step) => (
            <li key={`${step.state} ${step.at.getTime()}`} dir="auto">
              {stepWords[step.state] ?? step.state} on {formatDate(step.at)} by <bdi>{step.who}</bdi>
              {step.reason && `: ${step.reason}`}
            </li>
          ))}
        </ul>
      )}
      <Acts row={row} looker={looker} />
    </li>
  )
}

/** The records it is about; while it waits, those that managers know by that name. */
function Known({ row: { state, company, contact }, decides }: { row: Protection; decides: boolean }) {
  if (!company && !contact)
    return decides && state === 'registered' ? <p className={css.dim}>Not known to us.</p> : null
  return (
    <p>
      {state === 'registered' ? 'Known to us: ' : 'Record: '}
      {contact && <Link to={`/people/${contact.id}`}>{contact.name}</Link>}
      {contact && company && ', '}
      {company && <Link to={`/companies/${company.id}`}>{company.name}</Link>}
    </p>
  )
}

const asks: Record<'refuse' | 'extend' | 'withdraw' | 'end', Asks> = {
  refuse: {
    title: 'Refuse the registration',
    says: 'The contractor reads it.',
    button: 'Refuse it',
    done: 'The registration is refused.',
    run: (it) => client.protection.refuse(it),
  },
  extend: {
    title: 'Extend the protection',
    says: 'Once, by another window. What shows that they are at it?',
    button: 'Extend it',
    done: 'The protection is extended.',
    run: (it) => client.protection.extend(it),
  },
  withdraw: {
    title: 'Give it up',
    says: 'Whoever manages sales reads it. Others may register them then.',
    button: 'Give it up',
    done: 'The registration is withdrawn.',
    run: (it) => client.protection.withdraw(it),
  },
  end: {
    title: 'End the protection',
    says: 'The contractor reads it.',
    button: 'End it',
    done: 'The protection is ended.',
    run: (it) => client.protection.withdraw(it),
  },
}

function Acts({ row, looker }: Props) {
  const reload = useReloadProtection()
  const [asking, setAsking] = useState<keyof typeof asks | null>(null)
  const [busy, setBusy] = useState(false)
  if (row.state !== 'registered' && row.state !== 'confirmed') return null
  const isTheirs = row.member.id === looker.id
  if (!isTheirs && !looker.decides) return null
  const confirm = async () => {
    setBusy(true)
    try {
      const { operationId, endsAt } = await client.protection.confirm({ id: row.id })
      undoable(`${titleOf(row)} is protected until ${formatDate(endsAt)}.`, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await reload()
    setBusy(false)
  }
  const button = (what: keyof typeof asks, label: string) => (
    <Button size="compact-sm" variant="default" onClick={() => setAsking(what)}>
      {label}
    </Button>
  )
  return (
    <div className={css.acts}>
      {looker.decides && row.state === 'registered' && (
        <>
          <Button size="compact-sm" loading={busy} onClick={() => void confirm()}>
            Confirm
          </Button>
          {button('refuse', 'Refuse')}
        </>
      )}
      {looker.decides && row.state === 'confirmed' && !row.extendedAt && button('extend', 'Extend')}
      {isTheirs && button('withdraw', 'Give it up')}
      {!isTheirs && row.state === 'confirmed' && button('end', 'End it')}
      {asking && (
        <WithReason id={row.id} asks={asks[asking]} about={titleOf(row)} onClose={() => setAsking(null)} />
      )}
    </div>
  )
}
