import type { Span } from './acts.ts'
import type { Troupe } from './founding.ts'
import type { Made } from './settings.ts'
import type { Stage } from './stage.ts'

/** Whom the contractor registers as theirs: when, as parts of the whole time, and what the manager says to it. */
const registered = [
  {
    ...{ at: 0.08, companyName: 'Cerâmica do Vouga', domain: 'ceramica-vouga.example', town: 'Aveiro' },
    ...{ personName: 'Rui Salgado', email: 'rui.salgado@ceramica-vouga.example', line: 0 },
    ...{ proof: 'Met at their works; they asked for a trial with two kilns.', says: 'confirms' },
  },
  {
    ...{ at: 0.28, companyName: 'Tintas Atlântico', domain: 'tintas-atlantico.example', town: 'Porto' },
    ...{ personName: 'Inês Prata', email: 'ines.prata@tintas-atlantico.example', line: 1 },
    ...{ proof: 'We share an office building and talked about it.', says: 'refuses' },
  },
  {
    ...{ at: 0.5, companyName: 'Moinhos da Serra', domain: 'moinhos-serra.example', town: 'Braga' },
    ...{ personName: 'Tomás Neves', email: 'tomas.neves@moinhos-serra.example', line: 0 },
    ...{ proof: 'They sent me their list of motors.', says: 'confirms', givesUp: 0.74 },
  },
  {
    ...{ at: 0.78, companyName: 'Lacticínios Minho', domain: 'lacticinios-minho.example', town: 'Braga' },
    ...{ personName: 'Marta Lobo', email: 'marta.lobo@lacticinios-minho.example', line: 2 },
    ...{ proof: 'Visited their plant; notes of the visit are in my folder.', says: 'confirms' },
  },
  {
    ...{ at: 0.97, companyName: 'Vidros Lena', domain: 'vidros-lena.example', town: 'Lisboa' },
    ...{ personName: 'Paulo Reis', email: 'paulo.reis@vidros-lena.example', line: 1 },
    ...{ proof: 'Their head of production wrote to me last week.', says: 'nothing' },
  },
] as const

/** The contractor registers leads of their own; the manager decides on most, and what is confirmed ends one day. */
export function register(
  { stage, troupe, made, span }: { stage: Stage; troupe: Troupe; made: Made; span: Span },
  on: (date: string, run: () => Promise<void>, hour?: number) => void,
): void {
  const { contractor, manager } = troupe
  const dayAt = (part: number) => {
    const day = span.start.plus({ days: Math.floor(part * span.days) })
    return day.weekday > 5 ? day.plus({ days: 8 - day.weekday }) : day
  }
  for (const { at, line, says, ...it } of registered) {
    const day = dayAt(at)
    const { companyName, domain, personName, email, town, proof } = it
    on(
      day.toISODate()!,
      async () => {
        const { id } = await contractor.client.protection.register({
          ...{ companyName, domain, personName, email, town, proof, productLineId: made.lines[line] },
          proofDay: day.minus({ days: 3 }).toISODate()!,
        })
        if (says === 'nothing') return
        stage.at(day.set({ hour: 15 }).toJSDate(), async () => {
          const { protection } = manager.client
          await (says === 'confirms'
            ? protection.confirm({ id })
            : protection.refuse({
                id,
                reason: 'A talk at the door is no proof of interest. Come back with a wish.',
              }))
        })
        if ('givesUp' in it)
          on(dayAt(it.givesUp).toISODate()!, async () => {
            await contractor.client.protection.withdraw({ id, reason: 'They closed the mill.' })
          })
      },
      10,
    )
  }
}
