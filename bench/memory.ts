import { readFile } from 'node:fs/promises'

/** Proportional memory of a process and all its descendants (Linux), so that shared pages count once. */
export async function memoryOf(pid: number): Promise<number> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean)
  const below = await Promise.all(children.map((child) => memoryOf(Number(child))))
  const own = /^Pss:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'))
  return Number(own?.[1] ?? 0) / 1024 + below.reduce((sum, one) => sum + one, 0)
}
