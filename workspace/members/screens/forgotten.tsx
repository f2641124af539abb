import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { Link } from '#ui/shell'
import { auth } from './authenticate.ts'
import { Door } from './door.tsx'

/** Asks for a letter with a link; says the same whether or not somebody has the address. */
export default function Forgotten() {
  const [sent, setSent] = useState(false)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '' },
    validate: { email: (text) => (text.includes('@') ? null : 'Your e-mail address') },
  })
  const saving = useSaving({
    form,
    save: (values) => auth('/request-password-reset', values),
    onSaved: () => setSent(true),
  })
  if (sent)
    return (
      <Door
        title="Look into your mail"
        says="If somebody here has this address, a letter with a link is on its way. The link works for an hour."
      >
        <Link to="/sign-in">Back to signing in</Link>
      </Door>
    )
  return (
    <Door title="A new password" says="We write you a letter with a link.">
      <SavingForm of={saving} submitLabel="Send the link" extra={<Link to="/sign-in">Back</Link>}>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          autoFocus
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
      </SavingForm>
    </Door>
  )
}
