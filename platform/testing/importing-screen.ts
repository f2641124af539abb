import { archive } from './archive.ts'
import { sendFile } from './importing.ts'
import type { Client, World } from './world.ts'

type Entries = Parameters<typeof archive>[0]

export const table = (...lines: string[]) => Buffer.from(lines.join('\n'))

/** A firm that brings files in from the screen, ZIPs above all. */
export function importingScreen(w: World) {
  const { transfer, contacts, files } = w.owner.client
  const run = () => w.tick('imports')
  const read = async (entries: Entries, name = 'export.zip') => {
    const id = await sendFile(w.owner.client, name, archive(entries))
    await run()
    return id
  }
  const done = async (id: string) => {
    await transfer.start({ id })
    await run()
    return transfer.get({ id })
  }
  return {
    run,
    read,
    done,
    bring: async (entries: Entries) => done(await read(entries)),
    counted: ({ counts }: Awaited<ReturnType<typeof done>>) => [
      ...[counts.rows, counts.created, counts.matched, counts.unchanged, counts.refused],
    ],
    reasons: async (id: string) =>
      (await transfer.refusals({ id })).rows.map(({ line, reason }) => [line, reason]),
    namesOf: async (of: Parameters<Client['files']['list']>[0]) =>
      (await files.list(of)).rows.map(({ name }) => name).sort(),
    bytesOf: async (id: string) => {
      const { url } = await files.link({ id })
      const answer = await fetch(url.replace(w.house.config.publicUrl, w.publicUrl))
      return Buffer.from(await answer.arrayBuffer()).toString()
    },
    /** Brings a table in; it must come through. */
    csv: async (name: string, ...lines: string[]) => {
      const id = await sendFile(w.owner.client, name, table(...lines))
      await run()
      const { state, problem } = await done(id)
      if (state !== 'done') throw new Error(`${name} is ${state}: ${problem}`)
    },
    person: async (q: string) => (await contacts.list({ q })).rows[0]!.id,
  }
}
