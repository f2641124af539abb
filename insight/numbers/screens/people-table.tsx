import { Section } from '#ui/record'
import type { Asked } from './asked.ts'
import css from './insight.module.css'

type Share = { text: string; cases: number }
type Props = {
  people: { memberId: string; name: string; accepted: Share; answerInTime: Share }[]
  asked: Asked
}

const told = (share: Share) => (share.cases === 0 ? '–' : share.text)

/** Who took what was offered, and in time. */
export function PeopleTable({ people, asked }: Props) {
  return (
    <Section title="By person">
      <div className={css.scroll}>
        <table className={css.table}>
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
                  <button type="button" className="b-link" onClick={() => asked.narrow.person(one.memberId)}>
                    {one.name}
                  </button>
                </td>
                <td>{told(one.accepted)}</td>
                <td>{told(one.answerInTime)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
