import { type DestinationStream, type Logger, pino } from 'pino'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** Where lines end for some readers, C1 controls (U+009B begins terminal commands) and marks that turn text around. */
const unseen = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** What lets somebody in: links of letters, keys, what an address carries behind `token=`. */
const secrets: [RegExp, string][] = [
  [/(\/-\/(?:answer|confirm)\/)[^:/?#\s"\\]+/g, '$1…'],
  [/([?&](?:token|code|key)=)[^&#\s"\\]+/g, '$1…'],
  [/\bbaton_[\w-]{20,}/g, 'baton_…'],
  [/\b\d{1,9}\.[\w-]{43}(?![\w-])/g, '…'],
]

/**
 * Our log. JSON escapes line ends and ANSI by itself; the rest that a terminal could obey is escaped here, and what
 * lets somebody in is cut out, wherever it stands.
 */
export function makeLog(level: LogLevel, to: DestinationStream = pino.destination(1)): Logger {
  return pino(
    {
      level,
      serializers: { err: told, req: () => undefined, res: () => undefined },
      hooks: { streamWrite: fit },
    },
    to,
  )
}

const fit = (line: string) =>
  secrets
    .reduce((text, [secret, instead]) => text.replace(secret, instead), line)
    .replace(unseen, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

type Told = {
  type: string
  message: string
  code?: string
  stack?: string
  cause?: Told
  [more: string]: unknown
}

/** What the database says beyond its message that carries nobody's data: its `detail` quotes rows. */
const databaseFacts = ['severity', 'schema', 'table', 'column', 'constraint', 'routine']

function told(error: unknown, depth = 0): Told {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { code } = error as { code?: unknown }
  const facts = databaseFacts.flatMap((name) => {
    const fact: unknown = Reflect.get(error, name)
    return typeof fact === 'string' ? [[name, fact]] : []
  })
  return {
    type: error.name,
    message: error.message,
    ...(code !== undefined && { code: String(code) }),
    ...Object.fromEntries(facts),
    ...(error.stack && { stack: error.stack }),
    ...(error.cause !== undefined && depth < 3 && { cause: told(error.cause, depth + 1) }),
  }
}
