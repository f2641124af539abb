import { Button, Checkbox, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { KnownAlready } from '#people/contacts/screens'
import { client, orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { dayKey } from '#ui/format'
import { sendOrKeep } from '#ui/outbox'
import { Notice, toast } from '#ui/pieces'
import { Page, useGo } from '#ui/shell'

type Kind = 'call' | 'walk_in' | 'card'

/** Somebody called, came in or left a card: written down in ten seconds, with one thumb. */
export default function Capture() {
  const go = useGo()
  const [kind, setKind] = useState<Kind>('call')
  const campaigns = useRunning()
  const [campaign, setCampaign] = useState<string | null>(null)
  const [known, setKnown] = useState<{ id: string; name: string } | null>(null)
  const [typed, setTyped] = useState({ name: '', reach: '' })
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', reach: '', words: '', asks: true },
    onValuesChange: ({ name, reach }) => setTyped({ name, reach }),
    validate: {
      name: (text, { reach }) =>
        known || text.trim() || reach.trim() ? null : 'A name, or how to reach them',
    },
  })
  const saving = useSaving({
    form,
    save: ({ name, reach, words, asks }) =>
      sendOrKeep('capture.add', client.capture.add, {
        input: {
          kind,
          asks,
          ...(known ? { contactId: known.id } : { ...(name.trim() && { name }), ...reachOf(reach) }),
          ...(words.trim() && { words }),
          ...(campaign && { campaign }),
        },
        label: [known?.name ?? name, reach, words].filter((text) => text.trim()).join(', '),
      }),
    onSaved: (saved) => {
      if (!saved) {
        form.reset()
        setTyped({ name: '', reach: '' })
        return
      }
      const { leadId } = saved
      toast(leadId ? 'Written down. Whoever takes it over is told.' : 'Written down.', 'green')
      go('/handovers')
    },
  })
  return (
    <Page title="Write down" narrow>
      <SavingForm of={saving}>
        <SegmentedControl
          fullWidth
          aria-label="What happened"
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          data={[
            { value: 'call', label: 'Call' },
            { value: 'walk_in', label: 'Walk-in' },
            { value: 'card', label: 'Card' },
          ]}
        />
        {known ? (
          <Notice
            title={known.name}
            action={
              <Button size="compact-sm" variant="default" onClick={() => setKnown(null)}>
                Somebody else
              </Button>
            }
          >
            This is added to what is known of them.
          </Notice>
        ) : (
          <>
            <TextInput
              label="Name"
              autoComplete="off"
              autoFocus
              key={form.key('name')}
              {...form.getInputProps('name')}
            />
            <TextInput
              label="Phone or e-mail"
              autoComplete="off"
              inputMode="email"
              key={form.key('reach')}
              {...form.getInputProps('reach')}
            />
            <KnownAlready typed={{ name: typed.name, ...reachOf(typed.reach) }} onChoose={setKnown} />
          </>
        )}
        <Textarea
          label="What they said"
          autosize
          minRows={2}
          key={form.key('words')}
          {...form.getInputProps('words')}
        />
        {campaigns.length > 0 && (
          <Select
            label="Came by"
            placeholder="No campaign"
            clearable
            clearButtonProps={{ 'aria-label': 'Clear' }}
            value={campaign}
            onChange={setCampaign}
            data={campaigns}
          />
        )}
        <Checkbox
          label="They want to hear from sales"
          key={form.key('asks')}
          {...form.getInputProps('asks', { type: 'checkbox' })}
        />
      </SavingForm>
    </Page>
  )
}

function reachOf(text: string): { email?: string; phone?: string } {
  const reach = text.trim()
  if (!reach) return {}
  return reach.includes('@') ? { email: reach } : { phone: reach }
}

/** Campaigns that run today, by the code that their leads name. */
function useRunning(): { value: string; label: string }[] {
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const enabled = firm?.permissions.includes('campaigns.read') === true
  const { data } = useQuery(orpc.campaigns.list.queryOptions({ input: {}, enabled }))
  const today = dayKey(new Date())
  return (data?.rows ?? [])
    .filter(({ from, to }) => from <= today && today <= to)
    .map(({ code, name }) => ({ value: code, label: name }))
}
