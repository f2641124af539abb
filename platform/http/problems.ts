import { ORPCError } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sqlState } from '#platform/db'
import type { Entry } from './guard.ts'
import { Refusal, type RefusalData } from './refusals.ts'

export function missing(_request: FastifyRequest, reply: FastifyReply) {
  return reply
    .code(404)
    .type('application/problem+json')
    .send({ type: 'about:blank', title: 'There is nothing at this address.', status: 404, code: 'not_found' })
}

export function refuseLength(reply: FastifyReply, status: 411 | 413) {
  const said = status === 411 ? 'Say the length of the body (Content-Length).' : 'This is more than 5 MB.'
  return reply
    .code(status)
    .header('connection', 'close') // what is still coming is not read
    .type('application/problem+json')
    .send({ type: 'about:blank', title: said, status, code: status === 411 ? 'no_length' : 'too_large' })
}

export function refuseOrigin(reply: FastifyReply) {
  return reply.code(403).type('application/problem+json').send({
    type: 'about:blank',
    title: 'This request did not come from Baton.',
    status: 403,
    code: 'foreign_origin',
  })
}

type Issue = { path?: (string | number)[]; message: string }
const issuesOf = ({ data }: ORPCError<string, unknown>) => (data as { issues?: Issue[] } | null)?.issues ?? []

/** What was sent and is not of the shape that is wanted, in a sentence: the first of it, and how much more there is. */
function sentenceOf([first, ...more]: Issue[]): string {
  const at = first?.path?.join('.')
  const said = `${at ? `Check “${at}”: ` : ''}${first?.message.replace(/\.$/, '')}.`
  return more.length > 0 ? `${said} And ${more.length} more.` : said
}

/** RFC 9457 body of a refusal; faults say nothing of the inside. */
export function problem(error: ORPCError<string, unknown>): object {
  const data = (error.data ?? {}) as Partial<RefusalData> & { issues?: Issue[] }
  const issues =
    data.issues &&
    Object.fromEntries(data.issues.map((issue) => [(issue.path ?? []).join('.'), issue.message]))
  const { reason, issues: _issues, ...more } = data
  return {
    type: 'about:blank',
    title: error.status >= 500 ? 'Something broke on our side. Nothing was saved.' : error.message,
    status: error.status,
    code: reason ?? error.code.toLowerCase(),
    ...(error.status < 500 && more),
    ...(issues && { fields: issues }),
  }
}

/** Faults are logged with their stack; refusals are answers, not faults. A lost race in the database is a 409. */
export function report(error: unknown, log: Entry['log']): void {
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && issuesOf(error).length > 0)
    throw new ORPCError('BAD_REQUEST', { message: sentenceOf(issuesOf(error)), data: error.data })
  if (error instanceof Refusal || (error instanceof ORPCError && error.status < 500)) return
  const state = sqlState(error)
  if (state === '40001' || state === '40P01')
    throw new Refusal('CONFLICT', {
      status: 409,
      message: 'Somebody else changed this at the same moment. Try again.',
      data: { reason: 'lost_race' },
    })
  if (state === '57014')
    throw new Refusal('GATEWAY_TIMEOUT', {
      status: 504,
      message: 'This took too long and was stopped. Narrow the filter.',
      data: { reason: 'timeout' },
    })
  if (state === '22021' || state === '22P05')
    throw new Refusal('UNPROCESSABLE_CONTENT', {
      status: 422,
      message: 'A text holds the character U+0000, which nothing can keep. Take it out.',
      data: { reason: 'bad_character' },
    })
  log.error({ err: error }, 'fault')
}
