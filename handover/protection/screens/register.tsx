import { Modal, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc } from '#ui/client'
import { DateField, SavingForm, useForm, useSaving } from '#ui/form'
import { dayKey } from '#ui/format'
import { Notice, toast } from '#ui/pieces'
import { useReloadProtection } from './use-protection.ts'

/** A contractor says whom they found, for which product, and what shows it. */
export function Register({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Register a lead"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Fields onClose={onClose} />
    </Modal>
  )
}

const fewest = 10
const texts = ['companyName', 'domain', 'personName', 'email', 'phone', 'town', 'proofPlace'] as const

function Fields({ onClose }: { onClose: () => void }) {
  const reload = useReloadProtection()
  const [refused, setRefused] = useState<string | null>(null)
  const { data: lines } = useQuery(orpc.products.lines.queryOptions({ input: {} }))
  const form = useForm({
    initialValues: {
      ...{ companyName: '', domain: '', personName: '', email: '', phone: '', town: '', proofPlace: '' },
      proof: '',
      proofDay: dayKey(new Date()) as string | null,
      productLineId: null as string | null,
    },
    validate: {
      companyName: (text, { personName }) =>
        text.trim() || personName.trim() ? null : 'A firm, or a person below',
      proof: (text) => (text.trim().length < fewest ? 'What happened, in a sentence' : null),
      proofDay: (day) => (day ? null : 'Choose the day'),
    },
  })
  const saving = useSaving({
    form,
    save: ({ proof, proofDay, productLineId, ...rest }) =>
      client.protection.register({
        ...{ proof: proof.trim(), proofDay: proofDay ?? '' },
        ...(productLineId && { productLineId }),
        ...Object.fromEntries(texts.flatMap((key) => (rest[key].trim() ? [[key, rest[key].trim()]] : []))),
      }),
    onSaved: ({ state, reason }) => {
      void reload()
      if (state === 'refused') {
        setRefused(reason)
        return
      }
      toast('Registered. You hear of it when it is decided.', 'green')
      onClose()
    },
  })
  const open = lines?.rows ?? []
  return (
    <SavingForm of={saving} submitLabel="Register it" onCancel={onClose}>
      {refused && <Notice title={refused}>It is not protected. It stands under Past.</Notice>}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label="Firm" data-autofocus dir="auto" {...form.getInputProps('companyName')} />
        <TextInput label="Web site" placeholder="firm.example" {...form.getInputProps('domain')} />
        <TextInput label="Person" dir="auto" {...form.getInputProps('personName')} />
        <TextInput label="Town" dir="auto" {...form.getInputProps('town')} />
        <TextInput label="E-mail" type="email" {...form.getInputProps('email')} />
        <TextInput label="Phone" type="tel" {...form.getInputProps('phone')} />
      </SimpleGrid>
      {open.length > 1 && (
        <Select
          label="For which product line?"
          placeholder="The usual one"
          clearable
          data={open.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps('productLineId')}
        />
      )}
      <Textarea
        label="What shows that they are yours?"
        description="A talk, a visit, a request to you: who with, about what."
        autosize
        minRows={2}
        maxLength={4000}
        {...form.getInputProps('proof')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <DateField label="On which day?" {...form.getInputProps('proofDay')} />
        <TextInput
          label="Where does it stand?"
          placeholder="A mail or a file"
          maxLength={500}
          {...form.getInputProps('proofPlace')}
        />
      </SimpleGrid>
    </SavingForm>
  )
}
