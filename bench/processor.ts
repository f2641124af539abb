import { readFile } from 'node:fs/promises'

/** What a process had of a processor so far; on Linux alone. */
export const processorMs = async (pid: number): Promise<number> =>
  Number((await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ')[0]) / 1e6

/** The same of each process below another one, PostgreSQL's among them. */
export async function processorMsBelow(pid: number): Promise<Map<number, number>> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean)
  const each = await Promise.all(
    children
      .map(Number)
      .map(async (child) => [[child, await processorMs(child)] as const, ...(await processorMsBelow(child))]),
  )
  return new Map(each.flat())
}
