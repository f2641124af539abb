import type { Client } from './world.ts'

type Asked = Parameters<Client['numbers']['figures']>[0]

/** Asks for one number of a period. */
export const figureAsker =
  (client: Client, period: Asked) =>
  async (key: string, more: Partial<Asked> = {}) => {
    const { figures } = await client.numbers.figures({ ...period, ...more })
    return figures.find((it) => it.key === key)!
  }
