/** How often clocks stood still, and for how many working minutes together. */
export type Pauses = { n: number; minutes: number }

/** “2 pauses, 9 h”; undefined where there was none. */
export const pausesSaid = ({ n, minutes }: Pauses): string | undefined =>
  n === 0 ? undefined : `${n.toLocaleString('en')} ${n === 1 ? 'pause' : 'pauses'}, ${workingTime(minutes)}`

/** Working time in minutes below two hours, else in hours. */
export const workingTime = (minutes: number): string =>
  minutes < 120
    ? `${Math.round(minutes)} min`
    : `${(minutes / 60).toLocaleString('en', { maximumFractionDigits: 1 })} h`
