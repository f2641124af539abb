/** One measurement: makes its own data, checks the answer by an oracle, then measures beside a floor of the same run. */
export type Benchmark = {
  name: string
  /** What one round does, in words with its size. */
  work: string
  unit: 's' | 'ms' | 'requests/s'
  /** Five unless one takes minutes. */
  rounds?: number
  /** Prepares, and returns what a round and its floor measure, in `unit`. */
  prepare(): Promise<Prepared>
}

export type Prepared = {
  /** Throws when the product's answer is wrong. */
  oracle(): Promise<void>
  round(): Promise<number>
  floor(): Promise<number>
  /** Of all processes, after the rounds. */
  memoryMb(): Promise<number>
  close(): Promise<void>
}

export type Result = {
  name: string
  work: string
  value: number
  unit: string
  floor: number
  ratio: number
  memoryMb: number
  oracle: 'ok'
}

const usualRounds = 5

/** The median of the rounds, each beside its floor, since absolute times drift from run to run. */
export async function measure({
  name,
  work,
  unit,
  prepare,
  rounds = usualRounds,
}: Benchmark): Promise<Result> {
  const prepared = await prepare()
  try {
    await prepared.oracle()
    const values: number[] = []
    const floors: number[] = []
    for (let n = 0; n < rounds; n++) {
      values.push(await prepared.round())
      floors.push(await prepared.floor())
    }
    const [value, floor] = [median(values), median(floors)]
    const memoryMb = Math.round(await prepared.memoryMb())
    return { name, work, value, unit, floor, ratio: value / floor, memoryMb, oracle: 'ok' }
  } finally {
    await prepared.close()
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
