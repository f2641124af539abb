import type { Db } from '#platform/db'
import type { PublicReply } from '#platform/http'
import type { Firm } from './page.ts'

export const html = (reply: PublicReply, status: number, text: string) =>
  reply.code(status).type('text/html; charset=utf-8').send(text)

/** The firm as its public pages show it. */
export async function firmIn(db: Db): Promise<Firm> {
  const { name, look } = await db.selectFrom('workspace').select(['name', 'look']).executeTakeFirstOrThrow()
  return { name, look: look as Firm['look'] }
}
