/** Tables, those that are referred to before those that point at them. */
export function referencedFirst<T extends { name: string; needs: readonly string[] }>(
  tables: readonly T[],
): T[] {
  const waiting = new Map(tables.map((table) => [table.name, table]))
  const ordered: T[] = []
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter((table) => table.needs.every((need) => !waiting.has(need)))
    if (ready.length === 0)
      throw new Error(`Tables point at each other in a circle: ${[...waiting.keys()].join(', ')}`)
    for (const table of ready) {
      ordered.push(table)
      waiting.delete(table.name)
    }
  }
  return ordered
}
