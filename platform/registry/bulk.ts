import type { Inside } from '#platform/http'
import type { Registry } from './registry.ts'

/** In what an act on many does its work: as whoever asked for it, in the operation of the whole. */
export type BulkInside = Pick<Inside, 'db' | 'now' | 'actor' | 'operationId'> & { registry: Registry }

/** A record that an act left as it was, and what is in the way. */
export type Stayed = { id: string; reason: string }

/** An act on many records at once: one change, or the bin. It goes in steps, in the order of their ids. */
export type BulkAct = {
  /** The endpoint that is asked for it, as `contacts.bulk`: its permissions are asked at each step. */
  kind: string
  /** How it reads in the change log. */
  label: string
  /** Of what, called as its table is. */
  record: 'contact' | 'company' | 'deal'
  /** Topics told to open browsers when it is done. */
  touches: readonly string[]
  /** Does it with the next of those that are meant; `next`: behind whom the step after this one begins, null when nobody is left. */
  step: (
    it: BulkInside,
    input: unknown,
    from: { after: string | null; most: number },
  ) => Promise<{ count: number; stayed: readonly Stayed[]; next: string | null }>
  /** How many of those that are meant come behind one of them. */
  left: (it: BulkInside, input: unknown, after: string) => Promise<number>
}
