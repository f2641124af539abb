import { readFile } from 'node:fs/promises'

/** What a process had of a processor so far; on Linux alone. */
export const processorMs = async (pid: number): Promise<number> =>
  Number((await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ')[0]) / 1e6
