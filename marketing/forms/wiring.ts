import type { Wiring } from '#platform/registry'
import { sentForm, sentStep } from './finding.ts'
import { asksInVain } from './in-vain.ts'
import { formLeaver } from './leaving.ts'
import { formRoutes } from './public.ts'
import { formsAsking } from './store.ts'
import { toldForm } from './told.ts'

const named = (data: Record<string, unknown>) => `“${String(data.form ?? '')}”`

export const formsWiring: Wiring = {
  told: [toldForm],
  pump: [sentStep],
  conditions: [sentForm],
  leavers: [formLeaver],
  topicUses: [formsAsking],
  restored: asksInVain,
  journal: [
    {
      kind: 'form.submitted',
      sentence: (data) =>
        `Sent the form ${named(data)}${data.claimed === true ? ' (the address is not proven)' : ''}`,
      icon: 'form',
      humanAct: true,
      fields: { form: 'Form', intent: 'What the form is for' },
    },
    {
      kind: 'optin.confirmed',
      sentence: (data) => `Confirmed ${String(data.topics ?? 'the newsletter')} by the form ${named(data)}`,
      icon: 'mail',
      humanAct: true,
      fields: { form: 'Form' },
    },
  ],
  public: formRoutes,
  carried: [
    {
      table: 'submission',
      blank: { opt_in_hash: null },
      why: 'A link to confirm names the workspace that it was made for; who has not confirmed yet signs up again.',
    },
  ],
}
