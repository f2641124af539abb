import type { Place } from './house.ts'

type Permit = { packages: string[]; where: RegExp; why: string }

/**
 * Third parties live in `platform`, in what is written for the browser, and in a slice's `adapters/`. Beyond that,
 * these: each with the places it may be imported in, and why that is no lock-in.
 */
const permits: Permit[] = [
  { packages: ['zod'], where: /./, why: 'shapes are data, on both sides of the wire' },
  {
    packages: ['kysely'],
    where: /\.ts$/,
    why: 'the language of store.ts; db comes from the platform',
  },
  {
    packages: ['@orpc/server'],
    where: /routes[^/]*\.ts$/,
    why: 'implement(contract): how a route is written',
  },
  { packages: ['@orpc/contract'], where: /contract\.ts$/, why: 'types of a contract' },
  { packages: ['luxon'], where: /./, why: 'calendar arithmetic in time zones, pure' },
  {
    packages: ['libphonenumber-js'],
    where: /^(people|workspace)\//,
    why: 'numbering plans of the world, pure data and functions',
  },
  {
    packages: ['date-holidays'],
    where: /^workspace\/calendars\//,
    why: 'public holidays by region are its data',
  },
  {
    packages: ['csv-parse', 'csv-stringify', 'chardet', 'libqp', 'saxes', 'pg-copy-streams'],
    where: /^workspace\/transfer\//,
    why: 'reading and writing foreign files is this slice’s whole trade',
  },
  {
    packages: ['better-auth', '@better-auth/*'],
    where: /^workspace\/auth\//,
    why: 'the slice is the adapter of the sign-in library',
  },
  {
    packages: ['fastify'],
    where: /^workspace\/auth\//,
    why: 'that library brings its own routes, which must hang somewhere',
  },
  {
    packages: ['fastify'],
    where: /^workspace\/moving\/mount\.ts$/,
    why: 'a browser saves a file of gigabytes by following a link, not by a call',
  },
  {
    packages: ['qrcode'],
    where: /^(workspace\/auth|marketing|sales|people)\//,
    why: 'a picture from a text, pure',
  },
  { packages: ['altcha-lib'], where: /^marketing\/forms\//, why: 'proof of work against form robots, pure' },
  {
    packages: ['@block65/webcrypto-web-push'],
    where: /^workspace\/push\//,
    why: 'encrypting for a browser’s push service (RFC 8291), pure',
  },
  {
    packages: ['nodemailer', 'mailparser'],
    where: /^mail\//,
    why: 'writing and reading mail is this area’s trade',
  },
  {
    packages: ['@faker-js/faker'],
    where: /^apps\/sample\//,
    why: 'names and chance of the sample firm, loaded when one is made',
  },
  {
    packages: ['fastify', '@fastify/*', '@orpc/*', 'pino', 'ipaddr.js'],
    where: /^apps\//,
    why: 'entry points put the process together',
  },
]

/** Never in the browser: they need Node, a socket or a secret. */
const serverOnly =
  'kysely pg pg-copy-streams pino fastify @fastify/* undici nodemailer mailparser yauzl yazl csv-parse chardet saxes altcha-lib'
    .split(' ')
    .concat('@orpc/server', '@orpc/openapi', '@orpc/zod')

export const isServerPackage = (name: string) => serverOnly.some((pattern) => matches(pattern, name))

/** Why a file may not import a package; undefined if it may. */
export function whyNotPackage(from: Place, name: string): string | undefined {
  if (from.outside || from.test || from.area === 'platform' || from.file.includes('/adapters/'))
    return undefined
  if (from.browser && !from.file.endsWith('contract.ts') && !isServerPackage(name)) return undefined
  const about = permits.filter((permit) => permit.packages.some((pattern) => matches(pattern, name)))
  if (about.some((permit) => permit.where.test(from.file))) return undefined
  const known = about[0] ? ` (it is allowed where ${about[0].where.source} matches: ${about[0].why})` : ''
  return `${name} is a third party: wrap it in platform or in this slice's adapters/, so that a better-kept library can take its place in one file${known}.`
}

const matches = (pattern: string, name: string) =>
  pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name
