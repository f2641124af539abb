import { readFile } from 'node:fs/promises'
import { type Mapping, mappingShape } from '#workspace/transfer/contract'

const mostNamed = 5
const how =
  'Write it as {"columns":{"Header":{"to":"email"}}}, with more under "policy" and in each column; `baton import --help` shows it.'

/** Reads where the columns go; what is wrong with the file is said with its place and how to write it. */
export async function readMapping(file: string): Promise<Mapping> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'ENOENT'
        ? `There is no file ${file} (--mapping).`
        : `${file} (--mapping) can't be read (${error.code}).`,
    )
  })
  const parsed = mappingShape.safeParse(parse(file, text.replace(/^\uFEFF/, '')))
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues
    .slice(0, mostNamed)
    .map(
      ({ path, message }) =>
        `  ${path.map((it) => JSON.stringify(it)).join(' → ') || 'the whole'}: ${message}`,
    )
  throw new Error(`${file} (--mapping) is not written as a mapping:\n${lines.join('\n')}\n${how}`)
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const at = /position (\d+)/.exec(said)?.[1]
    const before = text.slice(0, at === undefined ? text.length : Number(at)).split('\n')
    throw new Error(
      `${file} (--mapping) is not JSON: look at line ${before.length}, character ${before.at(-1)!.length + 1}. ${how}`,
    )
  }
}
