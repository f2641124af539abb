import { Readable } from 'node:stream'
import { z } from 'zod'
import type { PublicContext, PublicReply, PublicRequest, PublicRoute } from '#platform/http'
import { savedAs } from './adapters/content.ts'
import { type Care, servedAs } from './content.ts'
import { type Fetching, followLink } from './links.ts'

const params = z.object({ token: z.string().max(200) })

export const fileRoutes: PublicRoute[] = [
  { method: 'GET', path: '/-/file/:token', perMinute: 120, sandboxed: true, handle: give },
]

/** A file to be saved, never shown: not even where its bytes are a page. */
async function give(
  { database, registry, clock }: PublicContext,
  request: PublicRequest,
  reply: PublicReply,
) {
  const { token } = params.parse(request.params)
  const fetching = await followLink({ database, registry, now: clock.now }, token)
  if (!fetching)
    return reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .send('This link is not known, or is too old. Ask for the file again in Baton.')
  const { file } = fetching
  return reply
    .headers({
      'content-disposition': savedAs(file.name),
      'content-length': file.size_bytes,
      'x-robots-tag': 'noindex',
    })
    .type(servedAs({ type: file.type, care: file.care as Care }))
    .send(Readable.from(parts(fetching)))
}

/** One part after the other, each in a transaction of its own: the memory of a part, however large the file. */
async function* parts({ file, read }: Fetching): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.size_bytes; ) {
    const part = await read(at)
    if (!part) throw new Error('A file ended, or the right to it, while it was fetched')
    yield part
    at += part.length
  }
}
