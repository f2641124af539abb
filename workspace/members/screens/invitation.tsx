import { PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { Loading } from '#ui/pieces'
import { Link, useUrl } from '#ui/shell'
import { auth, stepInto } from './authenticate.ts'
import { Door } from './door.tsx'

type Offer = { token: string; email: string; hasAccount: boolean }

/** Becomes a member: a new person chooses a password, who has an account signs in with that very address first. */
export default function Invitation() {
  const [token] = useUrl('token')
  const { data, error } = useQuery(orpc.members.invitation.queryOptions({ input: { token }, retry: false }))
  if (error) return <Door title="This invitation does not work" says={problemText(error)} />
  if (!data)
    return (
      <Door title="Invitation">
        <Loading lines={4} />
      </Door>
    )
  const { workspaceName, email, hasAccount, role } = data
  return (
    <Door title={`Join ${workspaceName}`} says={`${email}, as ${role.replace('_', ' ')}`}>
      {hasAccount ? (
        <Known token={token} email={email} hasAccount />
      ) : (
        <Unknown token={token} email={email} hasAccount={false} />
      )}
    </Door>
  )
}

function useAcceptance(token: string) {
  return async (more: { name?: string; password?: string }) => {
    return (await client.members.accept({ token, ...more })).workspaceId
  }
}

function Unknown({ token, email }: Offer) {
  const accept = useAcceptance(token)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', password: '' },
    validate: {
      name: (text) => (text.trim() ? null : 'Your name'),
      password: (text) => (text.length >= 12 ? null : '12 characters or more'),
    },
  })
  const saving = useSaving({
    form,
    save: async (values) => {
      const firm = await accept(values)
      await auth('/sign-in/email', { email, password: values.password })
      await stepInto(firm)
    },
    onSaved: () => location.assign('/'),
  })
  return (
    <SavingForm of={saving} submitLabel="Join">
      <TextInput
        label="Your name"
        autoComplete="name"
        autoFocus
        key={form.key('name')}
        {...form.getInputProps('name')}
      />
      <PasswordInput
        label="Choose a password"
        description="12 characters or more"
        autoComplete="new-password"
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
    </SavingForm>
  )
}

function Known({ token, email }: Offer) {
  const accept = useAcceptance(token)
  const { data: me } = useQuery(orpc.members.me.queryOptions())
  const form = useForm({ mode: 'uncontrolled', initialValues: {} })
  const saving = useSaving({
    form,
    save: async () => stepInto(await accept({})),
    onSaved: () => location.assign('/'),
  })
  if (!me) return <Loading lines={2} />
  if (me.user?.email.toLowerCase() !== email.toLowerCase())
    return (
      <p>
        {email} has an account here.{' '}
        <Link to={`/sign-in?then=${encodeURIComponent(`/invitation?token=${token}`)}`}>Sign in with it</Link>{' '}
        to join.
      </p>
    )
  return (
    <SavingForm of={saving} submitLabel="Join">
      {null}
    </SavingForm>
  )
}
