import { randomBytes } from 'node:crypto'
import { migrate } from '#platform/db'
import { sampleFirms, sampleGoes, takeSample, wantSample } from '#platform/installation'
import { firstRunToken } from '#workspace/auth'
import { createFirstAccount } from '#workspace/members'
import { removeSample } from '#workspace/sample'
import type { House } from '../house.ts'
import { wiring } from '../wiring.ts'
import { options, withHouse } from './command.ts'

const usage = `Usage: baton sample [--seed N] [--email ADDRESS] [--password PASSWORD] [--name NAME] [--json]
       baton sample --remove [--workspace NUMBER] [--json]

Makes a firm with eighteen months of life in it, apart from your own: the same seed gives the same firm. Its mail is kept
and never sent. It belongs to the first owner of this installation, or to the account with --email; where there is no
account yet, one is made with a firm of its own, its password printed once unless given. --json prints one line.
--remove  takes the sample firm out again, with everything in it`

export async function run(args: string[]): Promise<void> {
  const { values } = options(args, usage, {
    seed: { type: 'string' },
    email: { type: 'string' },
    password: { type: 'string' },
    name: { type: 'string' },
    workspace: { type: 'string' },
    remove: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  const seed = wholeNumber(values.seed ?? '1', '--seed')
  await withHouse(async (house) => {
    await migrate(house.database, house.clock)
    const said = values.remove
      ? await remove(house, values.workspace && wholeNumber(values.workspace, '--workspace'))
      : await make(house, { ...values, seed })
    console.log(values.json ? JSON.stringify(said.json) : said.text)
  })
}

type Wish = { seed: number; email?: string; password?: string; name?: string }
type Said = { json: object; text: string }

async function make(house: House, wish: Wish): Promise<Said> {
  const { database, clock } = house
  const { password, ...owner } = await ownerFor(house, wish)
  const [there] = await sampleFirms(database, owner.userId)
  if (there?.state === 'ready')
    throw new Error(`${owner.memberEmail} has a sample firm already. Remove it first: baton sample --remove`)
  const startedAt = performance.now()
  const wanted = { seed: wish.seed, months: 18, ...owner }
  const workspaceId = await wantSample(database, wanted, clock.now())
  const firm = await takeSample(database, clock, 'building', workspaceId)
  if (!firm) {
    const [now] = await sampleFirms(database, owner.userId)
    throw new Error(
      now?.state === 'failed'
        ? 'It broke off three times and was given up; the log says why. To try anew: baton sample'
        : 'A running Baton makes it already. It appears under your picture when it is ready.',
    )
  }
  const { makeSample, sampleName } = await import('../sample/make.ts')
  const { countsOf } = await import('../sample/counting.ts')
  const onDay = (done: number, total: number) => {
    if (process.stderr.isTTY) process.stderr.write(`\rDay ${done + 1} of ${total} …`)
  }
  await makeSample(house, firm, { onDay })
  if (process.stderr.isTTY) process.stderr.write('\n')
  const { counts, checksum } = await database.tenant(
    { workspaceId, actor: 'cli', now: clock.now() },
    countsOf,
  )
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  const account = { email: owner.memberEmail, ...(password && { password }) }
  return {
    json: { workspaceId, ...account, ...counts, checksum, seconds },
    text: `“${sampleName}” is ready (${seconds} s): ${counts.contacts} people, ${counts.handovers} handovers, ${counts.deals} deals. Sign in as ${account.email}${password ? ` with the password ${password}` : ''}; firms are switched under your picture.`,
  }
}

/** For whom it is made: somebody who owns a firm here, or a new account with an empty firm of its own. */
async function ownerFor(house: House, { email, password, name }: Wish) {
  const { database } = house
  const [owner] = await database.auth((db) =>
    db
      .selectFrom('member')
      .innerJoin('workspace', 'workspace.workspace_id', 'member.workspace_id')
      .select(['member.user_id as userId', 'member.name as memberName', 'member.email as memberEmail'])
      .where('member.role', '=', 'owner')
      .where('member.status', '=', 'active')
      .where('member.user_id', 'is not', null)
      .where('workspace.sample', '=', false)
      .$if(email !== undefined, (it) => it.where('member.email', '=', email!.toLowerCase()))
      .orderBy('member.workspace_id')
      .orderBy('member.created_at')
      .limit(1)
      .execute(),
  )
  if (owner?.userId)
    return { ...owner, userId: owner.userId, memberEmail: owner.memberEmail ?? '', password: null }
  if ((await firstRunToken(database, house.secret)) === null)
    throw new Error(`Nobody with the address ${email} owns a firm here.`)
  const made = { email: email ?? 'owner@sample.example', name: name ?? 'Olga Owner' }
  const chosen = password ?? randomBytes(12).toString('base64url')
  const firm = { name: 'My firm', zone: 'Europe/Berlin', region: 'DE', locale: 'en', currency: 'EUR' }
  const { workspaceId, memberId } = await createFirstAccount(
    { ...house, founders: wiring.founders },
    { ...made, password: chosen, firm },
  )
  const { user_id } = await database.auth((db) =>
    db
      .selectFrom('member')
      .select('user_id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', memberId)
      .executeTakeFirstOrThrow(),
  )
  return {
    userId: user_id!,
    memberName: made.name,
    memberEmail: made.email,
    password: password ? null : chosen,
  }
}

async function remove({ database, clock, config }: House, wanted: number | undefined | ''): Promise<Said> {
  const there = await sampleFirms(database)
  const firms = there.filter(({ workspaceId }) => !wanted || workspaceId === wanted)
  if (firms.length > 1)
    throw new Error(
      `There are several. Say which by --workspace: ${firms.map((it) => it.workspaceId).join(', ')}`,
    )
  const [firm] = firms
  if (!firm)
    throw new Error(wanted ? `Workspace ${wanted} is no sample firm.` : 'There is no sample firm here.')
  const { workspaceId } = firm
  const now = clock.now()
  const goes = await database.tenant({ workspaceId, actor: 'cli', now }, (db) => sampleGoes(db, now))
  if (!goes) throw new Error('It is still being made. Wait until it is ready.')
  // A running Baton may have begun already; whoever comes second finds nothing left.
  await removeSample({ database, dataFolder: config.dataFolder }, workspaceId, now)
  return { json: { workspaceId, removed: true }, text: 'The sample firm is gone, with everything in it.' }
}

function wholeNumber(text: string, name: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0 || number > 2 ** 31 - 1)
    throw new Error(`${name} is a whole number.`)
  return number
}
