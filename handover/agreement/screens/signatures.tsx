import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { client, problemText } from '#ui/client'
import { formatDateTime, formatDay } from '#ui/format'
import { confirm, failToast, Notice, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import { useViewer } from '#ui/shell'
import type { AgreementShown } from '../contract.ts'
import css from './agreement.module.css'

type Side = AgreementShown['signatures'][number]['side']
const sides: { side: Side; label: string }[] = [
  { side: 'marketing', label: 'Marketing' },
  { side: 'sales', label: 'Sales' },
]
const asDay = (day: string) => new Date(`${day}T12:00:00`)

export const startWords = ({ startsOn, startsAt }: Pick<AgreementShown, 'startsOn' | 'startsAt'>): string =>
  startsAt
    ? `starts on ${formatDay(startsAt)}`
    : startsOn
      ? `starts on ${formatDay(asDay(startsOn))}`
      : 'starts on the Monday after the second signature'

type Props = { agreement: AgreementShown; maySign: Side[]; reload: () => unknown }

/** Who signed for which side, and the way to sign what is read here. */
export function Signatures({ agreement, maySign, reload }: Props) {
  const { id, number, hash, signatures, problems, state } = agreement
  const viewer = useViewer()
  const valid = signatures.filter(({ voidedAt }) => !voidedAt)
  const signedOther = !viewer?.solo && valid.some(({ memberId }) => memberId === viewer?.id)
  const gone = signatures.filter(({ voidedAt }) => voidedAt)
  const run = async (act: () => Promise<unknown>, done: string, kept: string) => {
    try {
      await act()
      toast(done)
    } catch (problem) {
      failToast(problemText(problem), kept)
    }
    await reload()
  }
  const sign = async (side: Side, label: string) => {
    const yes = await confirm({
      title: `Sign Agreement ${number} for ${label.toLowerCase()}?`,
      body: `You sign exactly what is shown. It ${startWords(agreement)}, and only the next agreement changes it.`,
      action: 'Sign',
    })
    if (!yes) return
    await run(
      () => client.agreement.sign({ id, side, hash }),
      `Signed for ${label.toLowerCase()}.`,
      'It is not signed.',
    )
  }
  const unsign = (side: Side) =>
    run(() => client.agreement.unsign({ id, side }), 'Your signature is taken back.', 'It is still signed.')
  return (
    <Section title="Signatures">
      {problems.length > 0 && (
        <Notice accent="amber" title="It can’t be signed yet">
          {problems.join(' ')}
        </Notice>
      )}
      <ul className={css.sides}>
        {sides.map(({ side, label }) => {
          const given = valid.find((one) => one.side === side)
          const mine = given !== undefined && given.memberId === viewer?.id
          return (
            <li key={side} data-signed={given ? true : undefined}>
              <span>
                <strong>{label}</strong>
                {given ? (
                  <span className={css.dim}>
                    <IconCheck size={14} aria-hidden /> <bdi>{given.name}</bdi>, {formatDateTime(given.at)}
                  </span>
                ) : (
                  <span className={css.dim}>not signed yet</span>
                )}
              </span>
              {!given && signedOther && <span className={css.dim}>Somebody else signs for this side.</span>}
              {!given && !signedOther && state === 'draft' && maySign.includes(side) && (
                <Button disabled={problems.length > 0} onClick={() => void sign(side, label)}>
                  Sign for {label.toLowerCase()}
                </Button>
              )}
              {mine && state === 'draft' && (
                <Button variant="default" onClick={() => void unsign(side)}>
                  Take it back
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {gone.length > 0 && (
        <details className={css.history}>
          <summary>Signatures that count no more</summary>
          {gone.map((one) => (
            <p key={`${one.side} ${one.at.getTime()}`} className={css.dim}>
              <bdi>{one.name}</bdi> for {one.side}, {formatDateTime(one.at)}: taken back, called off, or the
              text was changed after it
            </p>
          ))}
        </details>
      )}
    </Section>
  )
}
