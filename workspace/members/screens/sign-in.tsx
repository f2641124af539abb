import { Anchor, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { Link, useUrl } from '#ui/shell'
import { auth, enter, safePath } from './authenticate.ts'
import { Door } from './door.tsx'

/** Address and password, then the second factor if the account has one. */
export default function SignIn() {
  const [then] = useUrl('then', '/')
  const [second, setSecond] = useState(false)
  const [homeless, setHomeless] = useState(false)
  const { data: setup } = useQuery(orpc.members.setupStatus.queryOptions())
  const inside = async () => {
    if (await enter()) location.assign(safePath(then))
    else setHomeless(true)
  }
  if (homeless)
    return (
      <Door
        title="No firm yet"
        says="You are signed in, but no firm here counts you among its people. Ask an owner for an invitation."
      />
    )
  if (second) return <SecondFactor onDone={inside} />
  return (
    <Door
      title="Sign in"
      says={
        setup?.needed
          ? 'There is no account yet. Open the address that Baton printed when it started: it carries a token.'
          : undefined
      }
    >
      <Password onDone={(asks) => (asks ? setSecond(true) : void inside())} />
    </Door>
  )
}

function Password({ onDone }: { onDone: (asksSecond: boolean) => void }) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (text) => (text.includes('@') ? null : 'Your e-mail address'),
      password: (text) => (text ? null : 'Your password'),
    },
  })
  const saving = useSaving({
    form,
    save: (values) => auth('/sign-in/email', values),
    onSaved: (answer) => onDone(answer.twoFactorRedirect === true),
  })
  return (
    <SavingForm of={saving} submitLabel="Sign in" extra={<Link to="/forgotten">Forgotten?</Link>}>
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        autoFocus
        key={form.key('email')}
        {...form.getInputProps('email')}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
    </SavingForm>
  )
}

function SecondFactor({ onDone }: { onDone: () => Promise<void> }) {
  const [backup, setBackup] = useState(false)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { code: '' },
    validate: { code: (text) => (text.trim() ? null : 'The code') },
  })
  const saving = useSaving({
    form,
    save: ({ code }) =>
      auth(backup ? '/two-factor/verify-backup-code' : '/two-factor/verify-totp', { code: code.trim() }),
    onSaved: () => void onDone(),
  })
  return (
    <Door title="Second factor" says={backup ? 'One of the codes you kept.' : 'The code your app shows now.'}>
      <SavingForm
        of={saving}
        submitLabel="Sign in"
        extra={
          <Anchor component="button" type="button" onClick={() => setBackup(!backup)}>
            {backup ? 'Use the app' : 'Use a backup code'}
          </Anchor>
        }
      >
        <TextInput
          label="Code"
          inputMode={backup ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoFocus
          key={form.key('code')}
          {...form.getInputProps('code')}
        />
      </SavingForm>
    </Door>
  )
}
