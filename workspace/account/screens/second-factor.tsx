import { Button, Group, Modal, PasswordInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { CopyButton, Notice, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import { auth } from '#workspace/members/screens'
import css from './account.module.css'
import { QrCode } from './qr-code.tsx'

type Wanted = 'on' | 'off' | 'codes'
const titles: Record<Wanted, string> = {
  on: 'Set up a second factor',
  off: 'Turn the second factor off',
  codes: 'New backup codes',
}

/** A code from an app on the phone, beside the password. */
export function SecondFactor({ on }: { on: boolean }) {
  const queries = useQueryClient()
  const [wanted, setWanted] = useState<Wanted | null>(null)
  const close = () => {
    setWanted(null)
    void queries.invalidateQueries({ queryKey: orpc.account.key() })
  }
  return (
    <Section title="Second factor">
      <p className={css.dim}>
        {on
          ? 'On: signing in asks for a code from your app, or for one of your backup codes.'
          : 'Off. With it, a stolen password alone opens nothing: signing in also asks for a code from an app on your phone.'}
      </p>
      <Group gap="xs">
        {!on && <Button onClick={() => setWanted('on')}>Set it up</Button>}
        {on && (
          <Button variant="default" onClick={() => setWanted('codes')}>
            New backup codes
          </Button>
        )}
        {on && (
          <Button variant="default" onClick={() => setWanted('off')}>
            Turn it off
          </Button>
        )}
      </Group>
      <Modal
        opened={wanted !== null}
        onClose={close}
        title={wanted && titles[wanted]}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {wanted === 'on' && <Enrol onDone={close} />}
        {wanted === 'off' && <TurnOff onDone={close} />}
        {wanted === 'codes' && <NewCodes onDone={close} />}
      </Modal>
    </Section>
  )
}

type AskProps = { label: string; path: string; onDone: (answer: Awaited<ReturnType<typeof auth>>) => void }

/** Whoever found an open browser does not know the password. */
function AskPassword({ label, path, onDone }: AskProps) {
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (text) => (text ? null : 'Your password') },
  })
  const saving = useSaving({ form, save: (values) => auth(path, values), onSaved: onDone })
  return (
    <SavingForm of={saving} submitLabel={label}>
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        data-autofocus
        {...form.getInputProps('password')}
      />
    </SavingForm>
  )
}

function Enrol({ onDone }: { onDone: () => void }) {
  const [secret, setSecret] = useState<{ uri: string; codes: string[] } | null>(null)
  const [confirmed, setConfirmed] = useState(false)
  if (!secret)
    return (
      <AskPassword
        label="Go on"
        path="/two-factor/enable"
        onDone={({ totpURI = '', backupCodes = [] }) => setSecret({ uri: totpURI, codes: backupCodes })}
      />
    )
  if (!confirmed) return <Confirm uri={secret.uri} onDone={() => setConfirmed(true)} />
  return <BackupCodes codes={secret.codes} onDone={onDone} />
}

function Confirm({ uri, onDone }: { uri: string; onDone: () => void }) {
  const text = new URL(uri).searchParams.get('secret') ?? ''
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (code) => (/^\d{6}$/.test(code.trim()) ? null : 'The six digits that the app shows') },
  })
  const saving = useSaving({
    form,
    save: ({ code }) => auth('/two-factor/verify-totp', { code: code.trim() }),
    onSaved: onDone,
  })
  return (
    <div className={css.enrol}>
      <p>Scan this with your authenticator app, or type the text into it.</p>
      <QrCode text={uri} />
      <div className={css.secret}>
        <code>{text}</code> <CopyButton value={text} label="Copy the text" />
      </div>
      <SavingForm of={saving} submitLabel="Turn it on">
        <TextInput
          label="Code that the app shows now"
          inputMode="numeric"
          autoComplete="one-time-code"
          data-autofocus
          {...form.getInputProps('code')}
        />
      </SavingForm>
    </div>
  )
}

function BackupCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  return (
    <div className={css.enrol}>
      <Notice accent="amber" title="This is the only time they are shown">
        Keep them where your phone is not. Each one signs you in once when the phone is lost.
      </Notice>
      <ul className={css.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="space-between">
        <CopyButton value={codes.join('\n')} label="Copy the codes" />
        <Button onClick={onDone}>I have kept them</Button>
      </Group>
    </div>
  )
}

function NewCodes({ onDone }: { onDone: () => void }) {
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes) return <BackupCodes codes={codes} onDone={onDone} />
  return (
    <AskPassword
      label="Make new codes"
      path="/two-factor/generate-backup-codes"
      onDone={({ backupCodes = [] }) => setCodes(backupCodes)}
    />
  )
}

function TurnOff({ onDone }: { onDone: () => void }) {
  return (
    <AskPassword
      label="Turn it off"
      path="/two-factor/disable"
      onDone={() => {
        toast('The second factor is off. Other browsers are signed out.')
        onDone()
      }}
    />
  )
}
