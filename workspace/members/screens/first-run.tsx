import { PasswordInput, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc } from '#ui/client'
import { ChoiceCards, SavingForm, useForm, useSaving } from '#ui/form'
import { Loading, Notice } from '#ui/pieces'
import { Link, useUrl } from '#ui/shell'
import { auth, enter } from './authenticate.ts'
import css from './door.module.css'
import { Door } from './door.tsx'
import { countries, currencies, goesWith, guess, zones } from './places.ts'

/** The first account and its firm, guarded by the token that Baton printed. */
export default function FirstRun() {
  const { data } = useQuery(orpc.members.setupStatus.queryOptions())
  const [token] = useUrl('token')
  if (!data)
    return (
      <Door title="Welcome to Baton">
        <Loading lines={6} />
      </Door>
    )
  if (!data.needed)
    return (
      <Door
        title="Baton is set up"
        says={
          <>
            The first account was made already. <Link to="/sign-in">Sign in</Link>
          </>
        }
      />
    )
  return (
    <Door
      wide
      title="Welcome to Baton"
      says="The first account owns the firm. You can change all of this later."
    >
      {!token && (
        <Notice accent="amber" title="The address has no token">
          Open the address that Baton printed when it started.
        </Notice>
      )}
      <Account token={token} />
    </Door>
  )
}

const needed = (says: string) => (text: string) => (text.trim() ? null : says)

function Account({ token }: { token: string }) {
  const [begins, setBegins] = useState('own')
  const [works, setWorks] = useState('alone')
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', email: '', password: '', workspaceName: '', ...guess() },
    validate: {
      name: needed('Your name'),
      email: (text) => (/.@./.test(text) ? null : 'Your e-mail address'),
      password: (text) =>
        text.length >= 12 ? null : '12 characters or more; a sentence is easy to remember',
      workspaceName: needed('Your firm’s name'),
    },
  })
  const saving = useSaving({
    form,
    save: async (values) => {
      await client.members.setUp({ token, ...values })
      await auth('/sign-in/email', { email: values.email, password: values.password })
      await enter()
      if (begins === 'sample') await client.sample.make()
    },
    onSaved: () => {
      if (begins === 'sample') location.assign('/settings/sample?enter=yes')
      else location.assign(works === 'alone' ? '/' : '/settings/members?invite=yes')
    },
  })
  const field = (name: 'name' | 'email' | 'password' | 'workspaceName' | 'zone' | 'region' | 'currency') => ({
    ...form.getInputProps(name),
  })
  const chooseCountry = (region: string | null) => {
    if (region) form.setValues({ region, ...goesWith(region, form.getValues().zone) })
  }
  return (
    <SavingForm of={saving} submitLabel="Make the account">
      <ChoiceCards
        label="How do you want to begin?"
        value={begins}
        onChange={setBegins}
        options={[
          { value: 'own', label: 'Start with my own', about: 'An empty firm, ready for your people' },
          {
            value: 'sample',
            label: 'Look around in a sample firm',
            about: 'Eighteen months of life in it, beside your own; removed in one act',
          },
        ]}
      />
      {begins === 'own' && (
        <ChoiceCards
          label="Who works here?"
          value={works}
          onChange={setWorks}
          options={[
            { value: 'alone', label: 'Just me', about: 'You wear both hats; roles stay out of sight' },
            {
              value: 'several',
              label: 'More people',
              about: 'Invite them next, each with a role',
            },
          ]}
        />
      )}
      <div className={css.pair}>
        <TextInput
          label="Your name"
          autoComplete="name"
          autoFocus
          key={form.key('name')}
          {...field('name')}
        />
        <TextInput
          label="Firm"
          autoComplete="organization"
          key={form.key('workspaceName')}
          {...field('workspaceName')}
        />
      </div>
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        key={form.key('email')}
        {...field('email')}
      />
      <PasswordInput
        label="Password"
        description="12 characters or more"
        autoComplete="new-password"
        key={form.key('password')}
        {...field('password')}
      />
      <div className={css.pair}>
        <Select
          label="Country"
          description="For public holidays; zone and currency follow"
          searchable
          allowDeselect={false}
          data={countries()}
          key={form.key('region')}
          {...field('region')}
          onChange={chooseCountry}
        />
        <Select
          label="Time zone"
          description="For working hours"
          searchable
          allowDeselect={false}
          data={zones(form.getValues().zone)}
          key={form.key('zone')}
          {...field('zone')}
        />
      </div>
      <Select
        label="Currency"
        searchable
        allowDeselect={false}
        data={currencies()}
        key={form.key('currency')}
        {...field('currency')}
      />
    </SavingForm>
  )
}
