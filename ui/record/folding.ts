/** Whether an entry says little by itself: noise, as what programs did, or small, as each page that somebody looked at. */
type Entry = { id: string; noise?: boolean | undefined; small?: boolean | undefined }
export type Block<E extends Entry> = { id: string; entries: E[]; folded: boolean }

const noiseInARow = 2
const smallInARow = 3

const isMinor = (entry: Entry) => entry.noise === true || entry.small === true

/** Neighbours that say little become one block that opens: two of noise, or three where some of it is small. */
export function blocksOf<E extends Entry>(entries: readonly E[]): Block<E>[] {
  const blocks: Block<E>[] = []
  for (const entry of entries) {
    const last = blocks.at(-1)
    if (isMinor(entry) && last?.folded) last.entries.push(entry)
    else blocks.push({ id: entry.id, entries: [entry], folded: isMinor(entry) })
  }
  return blocks.flatMap((block) => {
    const least = block.entries.every((entry) => entry.noise) ? noiseInARow : smallInARow
    return !block.folded || block.entries.length >= least
      ? [block]
      : block.entries.map((entry) => ({ id: entry.id, entries: [entry], folded: false }))
  })
}
