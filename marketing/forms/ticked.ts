import { addConsent, keepWording, type NewConsent } from '#people/consent'
import type { Db } from '#platform/db'
import { type FormDefinition, ticksOf } from './form.ts'

/** Writes down the same of each topic that they ticked, with the words that stood there. */
export async function sayOfTopics(
  db: Db,
  { definition, topics }: { definition: FormDefinition; topics: readonly string[] },
  { now, ...line }: Pick<NewConsent, 'subjectId' | 'addressKey' | 'state' | 'proof'> & { now: Date },
): Promise<void> {
  const rows: NewConsent[] = []
  for (const { topic, wording } of ticksOf(definition)) {
    if (!topics.includes(topic)) continue
    const wordingId = await keepWording(db, wording, now)
    rows.push({ ...line, channel: 'email', topic, basis: 'consent', wordingId })
  }
  await addConsent(db, rows, now)
}
