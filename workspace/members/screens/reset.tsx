import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { Link, useUrl } from '#ui/shell'
import { auth } from './authenticate.ts'
import { Door } from './door.tsx'

/** Chooses a new password with the token of the letter; every session of the person ends. */
export default function Reset() {
  const [token] = useUrl('token')
  const [done, setDone] = useState(false)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { newPassword: '' },
    validate: { newPassword: (text) => (text.length >= 12 ? null : '12 characters or more') },
  })
  const saving = useSaving({
    form,
    save: (values) => auth('/reset-password', { ...values, token }),
    onSaved: () => setDone(true),
  })
  if (done)
    return (
      <Door
        title="Your password is changed"
        says="Everybody who was signed in with the old one is signed out."
      >
        <Link to="/sign-in">Sign in</Link>
      </Door>
    )
  return (
    <Door title="Choose a new password">
      <SavingForm of={saving} submitLabel="Change the password">
        <PasswordInput
          label="New password"
          description="12 characters or more"
          autoComplete="new-password"
          autoFocus
          key={form.key('newPassword')}
          {...form.getInputProps('newPassword')}
        />
      </SavingForm>
    </Door>
  )
}
