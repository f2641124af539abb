import { migrate } from '#platform/db'
import { makeKey } from '#workspace/keys'
import { createFirstAccount, ROLES } from '#workspace/members'
import { wiring } from '../wiring.ts'
import { options, withHouse } from './command.ts'

const usage = `Usage: baton setup --email ADDRESS --password PASSWORD --workspace NAME [--name NAME] [--zone Europe/Berlin] [--region DE] [--currency EUR] [--json]

Makes the first account, its firm and an API key, without a browser. --json prints {"workspaceId","apiKey"}.`

export async function run(args: string[]): Promise<void> {
  const { values } = options(args, usage, {
    email: { type: 'string' },
    password: { type: 'string' },
    workspace: { type: 'string' },
    name: { type: 'string' },
    zone: { type: 'string' },
    region: { type: 'string' },
    currency: { type: 'string' },
    json: { type: 'boolean' },
  })
  const { email, password, workspace } = values
  if (!email || !password || !workspace)
    throw new Error(`--email, --password and --workspace are needed.\n\n${usage}`)
  const firm = {
    name: workspace,
    zone: values.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    region: values.region ?? 'DE',
    currency: values.currency ?? 'EUR',
    locale: 'en',
  }
  const made = await withHouse(async (house) => {
    const { database, clock } = house
    await migrate(database, clock)
    const { workspaceId, memberId } = await createFirstAccount(
      { ...house, founders: wiring.founders },
      { name: values.name ?? email, email, password, firm },
    )
    const now = clock.now()
    const { secret } = await database.tenant(
      { workspaceId, actor: 'cli', now, operation: { kind: 'keys.create', label: 'API key made' } },
      (db) => makeKey(db, { name: 'baton setup', memberId, scopes: ROLES.owner, expiresAt: null }, now),
    )
    return { workspaceId, apiKey: secret }
  })
  console.log(
    values.json
      ? JSON.stringify(made)
      : `The firm "${workspace}" is ready. API key (shown once): ${made.apiKey}`,
  )
}
