import type { Client, Operations } from './types.d.ts'

export type { Client, Operations }
/** RFC 3339 text, or a Date. */
export type Instant = string | Date
export type Input<Name extends keyof Operations> = Operations[Name]['input']
export type Output<Name extends keyof Operations> = Operations[Name]['output']

export interface Options {
  /** The same key with the same request is answered again and done once, for a day. Random unless given. */
  idempotencyKey?: string
  signal?: AbortSignal
}
export type Call<Name extends keyof Operations> =
  Record<never, never> extends Input<Name>
    ? (input?: Input<Name>, options?: Options) => Promise<Output<Name>>
    : (input: Input<Name>, options?: Options) => Promise<Output<Name>>

export interface Settings {
  /** Where Baton is, as `https://baton.example.com`. */
  url: string
  /** From Settings → API keys. */
  key: string
  /** Another fetch than the platform's. */
  fetch?: typeof fetch
}
/** All of Baton's API: `baton({ url, key }).contacts.list({ limit: 10 })`. */
export function baton(settings: Settings): Client

/** Problem details (RFC 9457). */
export interface Problem {
  type: string
  /** For people: what is wrong and what to do. */
  title: string
  status: number
  /** For programs: stable. */
  code: string
  /** By field. */
  fields?: Record<string, string>
  [more: string]: unknown
}
/** A refusal or fault of Baton. */
export class BatonError extends Error {
  constructor(problem: Problem)
  readonly problem: Problem
  readonly status: number
  readonly code: string
  readonly fields: Record<string, string>
}

type Listing = (input: never) => Promise<{ rows: unknown[]; next: string | null }>
type Changes = (input: never) => Promise<{ next: string; more: boolean }>

/** The rows of a list, page after page. */
export function each<List extends Listing>(
  list: List,
  input?: Parameters<List>[0],
): AsyncGenerator<Awaited<ReturnType<List>>['rows'][number], void, void>

/** The pages of what changed since a cursor, until nothing more is there; put each `next` away once a page is saved. */
export function changesSince<List extends Changes>(
  changes: List,
  input?: Parameters<List>[0],
): AsyncGenerator<Awaited<ReturnType<List>>, void, void>
