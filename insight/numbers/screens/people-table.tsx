import { Figures } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, usePlace } from '#ui/shell'
import type { Pauses } from '../pauses-said.ts'
import { type Asked, pausesPath, rowsPath } from './asked.ts'
import css from './insight.module.css'
import { PausesBeside } from './pauses-beside.tsx'

type Share = { text: string; cases: number }
type Props = {
  people: { memberId: string; name: string; accepted: Share; answerInTime: Share; pauses: Pauses }[]
  asked: Asked
}

/** Who took what was offered, and in time. */
export function PeopleTable({ people, asked }: Props) {
  const { search } = usePlace()
  const told = (share: Share, key: string, label: string, person: string) =>
    share.cases === 0 ? '–' : <Link to={rowsPath(key, label, search, { person })}>{share.text}</Link>
  return (
    <Section title="By person">
      <Figures>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Accepted, by offer</th>
            <th scope="col">Answered in time</th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.memberId}>
              <td dir="auto">
                <button type="button" className={css.who} onClick={() => asked.narrow.person(one.memberId)}>
                  {one.name}
                </button>
              </td>
              <td>{told(one.accepted, 'offer.accepted', `Accepted by ${one.name}`, one.memberId)}</td>
              <td>
                {told(
                  one.answerInTime,
                  'clock.answer_in_time',
                  `Answered in time by ${one.name}`,
                  one.memberId,
                )}
                <PausesBeside
                  pauses={one.pauses}
                  to={pausesPath('answer', search, { person: one.memberId })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </Figures>
    </Section>
  )
}
