import { randomBytes } from 'node:crypto'
import { erasedInFirm, listIn, readList } from '#people/erasing'
import { migrate } from '#platform/db'
import { bringFirm } from '#platform/firm-file'
import { makeUser, userByEmail } from '#workspace/auth'
import { membersArrive } from '#workspace/members'
import type { House } from '../house.ts'
import { wiring } from '../wiring.ts'
import { options, withHouse } from './command.ts'

const usage = `Usage: baton import-firm FILE --owner ADDRESS [--password PASSWORD] [--name NAME] [--erased LIST] [--json]

Makes a new firm of a file of baton export-firm, beside those that are here; nothing else is touched, and nothing at all unless
the whole file is sound. --owner becomes its owner: with their account here, or with a new one whose password is printed once
unless given. Other members sign in with their accounts here, if their addresses have one, or are invited anew.

Until an owner confirms the firm, on any of its screens, nothing leaves it and no clock runs: the one that it was made of may
still be at work. Who was erased here since the file was made is erased from it at once; name the file erased of the data
folder of the other installation with --erased, and so is who was erased there.`

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = options(
    args,
    usage,
    {
      owner: { type: 'string' },
      password: { type: 'string' },
      name: { type: 'string' },
      erased: { type: 'string' },
      json: { type: 'boolean' },
    },
    { words: 1 },
  )
  const [file] = positionals
  if (!file) throw new Error(`Say which file to read: one FILE.\n\n${usage}`)
  const { owner: email } = values
  if (!email) throw new Error(`Say by --owner ADDRESS to whom the firm belongs here.\n\n${usage}`)
  const listed = values.erased ? await readList(values.erased) : []
  if (values.erased && listed.length === 0) throw new Error(`Nobody is on the list ${values.erased}.`)
  const result = await withHouse(async (house) => {
    const { database, clock, secret, config } = house
    await migrate(database, clock)
    const told = { password: null as string | null, matched: 0, waiting: [] as string[] }
    const brought = await bringFirm(
      { database, clock, secret, rules: wiring.carried },
      file,
      async (client, workspaceId) => {
        const owner = await ownerFor(house, { ...values, email })
        const members = await membersArrive(client, { workspaceId, owner: owner.account, clock })
        Object.assign(told, members, { password: owner.password })
      },
    )
    const here = { database, clock, dataFolder: config.dataFolder }
    const all = [...(await readList(listIn(config.dataFolder))), ...listed]
    const { again } = await erasedInFirm(here, all, brought.workspaceId)
    return { ...brought, ...told, erasedAgain: again, owner: email }
  })
  console.log(values.json ? JSON.stringify(result) : inWords(result))
}

type Result = Awaited<ReturnType<typeof bringFirm>> & {
  waiting: string[]
  erasedAgain: number
  owner: string
  password: string | null
}

const inWords = (it: Result): string =>
  [
    `“${it.name}” is here as firm ${it.workspaceId}, as of ${it.at}: ${it.rows} rows of ${it.tables} tables. Sign in as ${it.owner}${it.password ? ` with the password ${it.password}` : ''}.`,
    'Nothing leaves it and no clock runs until an owner confirms it.',
    it.erasedAgain > 0 && `${it.erasedAgain} people who had been erased since were erased again.`,
    it.waiting.length > 0 &&
      `${it.waiting.length} members have no account here and are invited under Settings → Members: ${it.waiting.join(', ')}`,
    'To be entered again: the password of the mailbox, the key for signing mail, webhooks, API keys. The site gets its new key.',
  ]
    .filter(Boolean)
    .join('\n')

/** To whom it belongs: an account that is here, or a new one, made when the whole file is in and nothing else can be refused. */
async function ownerFor(
  house: House,
  { email, password, name }: { email: string; password?: string | undefined; name?: string | undefined },
) {
  const there = await userByEmail(house.database, email)
  const called = name ?? email.split('@')[0]!
  if (there) return { account: { userId: there.id, name: called, email }, password: null }
  const chosen = password ?? randomBytes(12).toString('base64url')
  const userId = await makeUser(house, { name: called, email, password: chosen })
  return { account: { userId, name: called, email }, password: password ? null : chosen }
}
