import { PasswordInput, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { ErrorState, Loading, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page } from '#ui/shell'
import { auth } from '#workspace/members/screens'
import css from './account.module.css'
import { SecondFactor } from './second-factor.tsx'
import { Sessions } from './sessions.tsx'

/** One's own account: name, password, second factor, and the browsers that are signed in. */
export default function Account() {
  const { data, error, refetch } = useQuery(orpc.account.get.queryOptions())
  return (
    <Page title="Your account" narrow>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={8} />}
      {data && (
        <div className={css.stack}>
          <Name name={data.name} email={data.email} />
          <Password email={data.email} />
          <SecondFactor on={data.twoFactor} />
          <Sessions sessions={data.sessions} />
        </div>
      )}
    </Page>
  )
}

function Name({ name, email }: { name: string; email: string }) {
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { name },
    validate: { name: (text) => (text.trim() ? null : 'Your name') },
  })
  const saving = useSaving({
    form,
    save: (values) => client.account.rename(values),
    onSaved: () => {
      toast('Your name is changed.', 'green')
      void queries.invalidateQueries()
    },
  })
  return (
    <Section title="Who you are">
      <SavingForm of={saving}>
        <TextInput label="Name" autoComplete="name" maxLength={200} {...form.getInputProps('name')} />
        <TextInput
          label="E-mail"
          description="You sign in with it; letters go here"
          value={email}
          readOnly
          autoComplete="username"
        />
      </SavingForm>
    </Section>
  )
}

function Password({ email }: { email: string }) {
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (text) => (text ? null : 'Your password until now'),
      newPassword: (text) => (text.length >= 12 ? null : '12 characters or more'),
    },
  })
  const saving = useSaving({
    form,
    save: (values) => auth('/change-password', values),
    onSaved: () => {
      form.reset()
      toast('Your password is changed. Other browsers are signed out.', 'green')
      void queries.invalidateQueries({ queryKey: orpc.account.key() })
    },
  })
  return (
    <Section title="Password">
      <SavingForm of={saving} submitLabel="Change the password">
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <PasswordInput
          label="Password until now"
          autoComplete="current-password"
          {...form.getInputProps('currentPassword')}
        />
        <PasswordInput
          label="New password"
          description="12 characters or more"
          autoComplete="new-password"
          {...form.getInputProps('newPassword')}
        />
      </SavingForm>
    </Section>
  )
}
