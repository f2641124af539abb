import { type ParseArgsConfig, parseArgs } from 'node:util'
import { pino } from 'pino'
import { systemClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { makeLog } from '#platform/log'
import { type House, openHouse } from '../house.ts'

/** Reads a command's options and so many `words`; `--help` prints `usage` and ends it. Wrong ones are one clear line. */
export function options<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  usage: string,
  known: T,
  { words = 0 }: { words?: number } = {},
) {
  const parsed = read()
  if ('help' in parsed.values && parsed.values.help) {
    console.log(usage)
    process.exit(0)
  }
  const [extra] = parsed.positionals.slice(words)
  if (extra !== undefined) throw new Error(`“${extra}” is one word too many.\n\n${usage}`)
  return parsed

  function read() {
    try {
      return parseArgs({
        args,
        options: { ...known, help: { type: 'boolean', short: 'h' } },
        allowPositionals: true,
        strict: true,
      })
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    }
  }
}

/** Opens the installation for one command, beside a running one if there is one, and closes it after. */
export async function withHouse<T>(fn: (house: House) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  const log = makeLog(process.env.LOG_LEVEL ? config.logLevel : 'warn', pino.destination(2))
  const house = await openHouse(config, log, systemClock, { hold: false })
  try {
    return await fn(house)
  } finally {
    await house.close()
  }
}

/** The number of a firm that somebody named, or of the only one there is. */
export async function theFirm({ database }: House, named: string | undefined): Promise<number> {
  const firms = await database.auth((db) =>
    db.selectFrom('workspace').select(['workspace_id', 'name']).orderBy('workspace_id').execute(),
  )
  const number =
    named === undefined ? (firms.length === 1 ? firms[0]!.workspace_id : undefined) : Number(named)
  if (firms.some((it) => it.workspace_id === number)) return number!
  const there = firms.map((it) => `${it.workspace_id} (${it.name})`).join(', ')
  throw new Error(
    `${named === undefined ? 'Say which firm by --workspace' : `There is no firm ${named} (--workspace)`}. There is: ${there || 'none, so make the first by baton setup'}.`,
  )
}
