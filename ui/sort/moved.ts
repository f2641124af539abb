/** With an entry carried to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  return list.toSpliced(from, 1).toSpliced(to, 0, ...list.slice(from, from + 1))
}

/** With the entry of a key at a place; as it was where none has it. */
export function placed<T extends { key: string }>(list: readonly T[], key: string, to: number): T[] {
  const from = list.findIndex((one) => one.key === key)
  return from < 0 ? [...list] : moved(list, from, to)
}
