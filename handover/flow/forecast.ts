/** Free places: of this week, and of every week after; infinite without a limit. */
export interface Room {
  now: number
  weekly: number
}

const mostWeeks = 104

/**
 * The week (0 is this one) in which each of those who wait, best first, would be released: a place in the product line's
 * week and one among the receivers is needed. null: not within two years.
 */
export function forecast(
  waiting: readonly { productLineId: string }[],
  lines: ReadonlyMap<string, Room>,
  receivers: Room,
): (number | null)[] {
  const usedInLine = new Map<string, number[]>()
  const used: number[] = []
  const free = ({ now, weekly }: Room, week: number) => (week === 0 ? now : weekly)
  const first = new Map<string, number>()
  return waiting.map(({ productLineId }) => {
    const room = lines.get(productLineId) ?? {
      now: Number.POSITIVE_INFINITY,
      weekly: Number.POSITIVE_INFINITY,
    }
    const inLine = usedInLine.get(productLineId) ?? []
    usedInLine.set(productLineId, inLine)
    // Weeks fill up from the front, so whoever comes later in a line need not look at weeks before.
    for (let week = first.get(productLineId) ?? 0; week < mostWeeks; week++) {
      if ((inLine[week] ?? 0) >= free(room, week) || (used[week] ?? 0) >= free(receivers, week)) continue
      inLine[week] = (inLine[week] ?? 0) + 1
      used[week] = (used[week] ?? 0) + 1
      first.set(productLineId, week)
      return week
    }
    first.set(productLineId, mostWeeks)
    return null
  })
}
