/**
 * Forms: where people raise a hand, ask for news or fetch something. The page stands on the public origin and needs no
 * JavaScript; what is sent there becomes a person, an act and perhaps a lead in one transaction.
 */

export type { FormDefinition } from './form.ts'
export { receive, type Sent } from './receive.ts'
export { type FormRow, findForm, liveForm } from './store.ts'
