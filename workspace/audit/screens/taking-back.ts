import { client, steadily } from '#ui/client'
import { formatNumber } from '#ui/format'

const askAgainMs = 1_000
/** More rows that stay than these are not listed. */
const mostListed = 500

type Result = { restored: number; conflicts: readonly { table: string; rowId: string }[] }

/** Takes an operation back; where that is done in the background, this waits for the end of it. */
export async function takeBack(id: string): Promise<Result> {
  const asked = await steadily((once) => client.audit.undo({ id }, once))
  if (asked.state === 'undone') return asked
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, askAgainMs))
    const it = await steadily(() => client.audit.undoing({ id }))
    if (it.state === 'refused') throw new Error(it.problem ?? '')
    if (it.state === 'undone') return it
  }
}

/** How many rows stay, and why. */
export const stayed = (n: number): string =>
  `${n === 1 ? 'One row stays' : `${n >= mostListed ? 'Hundreds of' : formatNumber(n)} rows stay`}, because of changes since.`
