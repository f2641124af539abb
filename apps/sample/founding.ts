import { uuidv7 } from '#platform/clock'
import type { ImportRow } from '#platform/registry'
import { addMember, foundWorkspace } from '#workspace/members'
import { wiring } from '../wiring.ts'
import { cast, type Key, type Part } from './cast.ts'
import type { PlannedCompany, PlannedPerson } from './people.ts'
import type { Client, Stage } from './stage.ts'

export type Colleague = { key: Key; id: string; client: Client }
export type Troupe = Record<Key, Colleague>

/** Makes the firm with who works there. Their accounts belong to nobody: nobody can sign in as them. */
export async function found({ house, workspaceId, as, inside }: Stage, name: string): Promise<Troupe> {
  await foundWorkspace(
    { ...house, founders: wiring.founders },
    { name, zone: 'Europe/Berlin', region: 'DE', locale: 'en', currency: 'EUR' },
    undefined,
    { workspaceId, sample: true },
  )
  const made = await inside('Colleagues', async (db, now) => {
    const rows: [Key, Colleague][] = []
    for (const part of cast) {
      const { key, role }: Part & { key: Key } = part
      const email = `${key}@sample.example`
      const id = await addMember(
        db,
        { ...{ userId: uuidv7(now), name: part.name, email, role }, visibility: 'all', teamId: null },
        now,
      )
      rows.push([key, { key, id, client: as({ id, name: part.name, role }) }])
    }
    return rows
  })
  const troupe = Object.fromEntries(made) as Troupe
  const { id } = troupe.manager
  const owner = as({ id, name: 'Baton', role: 'owner' })
  await owner.members.update({ id, takesLeads: false })
  await owner.mailAccount.save({ senderAddress: 'hello@sample.example', inboundAddress: mailbox, imap: null })
  for (const part of cast)
    if ('habits' in part)
      await troupe[part.key].client.conversations.sign({ signature: `${part.name}\n${name}` })
  return troupe
}

/** Where answers come to. */
export const mailbox = 'answers@sample.example'

const fewEnough = 100

/** Firms and people from files of an older system, as history. */
export async function bringPeople(
  stage: Stage,
  source: string,
  {
    companies,
    people,
    machines,
  }: { companies: readonly PlannedCompany[]; people: readonly PlannedPerson[]; machines: string },
): Promise<void> {
  await bring(
    stage,
    'companies',
    source,
    companies.map((it) => ({
      fields: {
        name: it.name,
        domain: it.domain,
        sector: it.sector,
        employees: it.employees,
        city: it.town,
        country: it.country,
      },
      custom: {},
    })),
  )
  await bring(
    stage,
    'contacts',
    source,
    people.map((it) => ({
      fields: {
        ...{
          externalId: it.externalId,
          firstName: it.firstName,
          lastName: it.lastName,
          email: it.email,
          jobTitle: it.jobTitle,
        },
        ...(it.phone && { phone: it.phone }),
        ...(it.company && {
          companyName: it.company.name,
          city: it.company.town,
          country: it.company.country,
        }),
        ...(it.refusesMail && { doNotEmail: true }),
      },
      custom: it.machines === null ? {} : { [machines]: it.machines },
    })),
  )
}

async function bring(
  { inside, house: { secret } }: Stage,
  record: 'contacts' | 'companies',
  source: string,
  rows: readonly Pick<ImportRow, 'fields' | 'custom'>[],
): Promise<void> {
  const importer = wiring.importers.find((it) => it.record === record)!
  for (let n = 0; n < rows.length; n += fewEnough) {
    const some = rows
      .slice(n, n + fewEnough)
      .map((row, k): ImportRow => ({ ...row, line: n + k + 2, bars: [] }))
    await inside(`${source} brought in`, async (db, now) => {
      const findings = await importer.bring(db, some, {
        ...{ now, secret, source, policy: () => 'fill', ask: () => {}, permission: null, behind: false },
      })
      const refused = findings.find((it) => it.is === 'refused')
      if (refused) throw new Error(`The sample could not bring a row in: ${refused.reason}`)
    })
  }
}
