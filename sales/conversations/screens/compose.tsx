import { Select, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { TemplatePicker } from '#sales/templates/screens'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { ErrorState, failToast, Loading, Notice, toast, undoToast } from '#ui/pieces'
import css from './conversations.module.css'
import { bases } from './words.ts'

export type Of = {
  contactId?: string | undefined
  dealId?: string | undefined
  conversationId?: string | undefined
  handoverId?: string | undefined
}
export type Words = { subject: string; text: string }
type Before = Awaited<ReturnType<typeof client.conversations.before>>
type Basis = 'request' | 'contract' | 'legitimate_interest' | 'consent'
type Props = {
  of: Of
  /** Words to begin with, as of a mail that was taken back. */
  initial?: Words | undefined
  /** What to say where nothing was written yet. */
  suggested?: Words | undefined
  onSent: (conversationId: string) => void
  onCancel?: (() => void) | undefined
  /** A mail was taken back: its words are offered again. */
  onTakenBack?: ((words: Words) => void) | undefined
}

/** A mail to a person: first whether one may write, then the words. */
export function Compose(props: Props) {
  const { handoverId: _, ...about } = props.of
  const { data, error, refetch } = useQuery(
    orpc.conversations.before.queryOptions({ input: about, meta: { topics: ['contacts', 'mail'] } }),
  )
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  if (!data) return <Loading lines={5} />
  return <Form {...props} before={data} />
}

export function useReloadMail() {
  const queries = useQueryClient()
  return () =>
    Promise.all(
      [orpc.conversations.key(), orpc.timeline.key(), orpc.handovers.key(), orpc.contacts.key()].map(
        (queryKey) => queries.invalidateQueries({ queryKey }),
      ),
    )
}

function Form({ of, before, initial, suggested, onSent, onCancel, onTakenBack }: Props & { before: Before }) {
  const reload = useReloadMail()
  const queries = useQueryClient()
  const { mayWrite, contact } = before
  const asks = mayWrite.may === 'ask'
  const form = useForm({
    initialValues: {
      subject: initial?.subject ?? (before.subject || suggested?.subject || ''),
      text: initial?.text ?? suggested?.text ?? '',
      basis: null as string | null,
      proof: '',
    },
    validate: {
      subject: (text) => (text.trim() ? null : 'Say in a few words what it is about'),
      text: (text) => (text.trim() ? null : 'Write something'),
      basis: (value) => (asks && !value ? 'Say why you may write' : null),
      proof: (text) => (asks && text.trim().length < 3 ? 'How you know: when, where, what they said' : null),
    },
  })
  const takeBack = async (id: string) => {
    const { subject, text } = await client.conversations.takeBack({ id })
    // Whether one may write is asked anew: the mail that was taken back may have left the reason why.
    queries.removeQueries({ queryKey: orpc.conversations.before.key() })
    onTakenBack?.({ subject, text })
    await reload()
  }
  const saving = useSaving({
    form,
    save: ({ subject, text, basis, proof }) =>
      client.conversations.write({
        ...of,
        ...{ subject, text },
        ...(asks && { basis: { basis: basis as Basis, proof } }),
      }),
    onSaved: ({ id, conversationId }) => {
      if (before.sends) undoToast('It goes out in ten seconds.', () => takeBack(id))
      else toast('It is kept: no mail server is set up.', 'amber')
      void reload()
      onSent(conversationId)
    },
  })
  if (mayWrite.may === 'no') return <Refused before={before} onCancel={onCancel} />
  return (
    <SavingForm
      of={saving}
      submitLabel={before.sends ? 'Send' : 'Keep for later'}
      onCancel={onCancel}
      extra={<Signature text={before.signature} />}
    >
      <dl className={css.envelope}>
        <dt>To</dt>
        <dd dir="auto">
          {contact.name} <span className={css.dim}>{contact.email}</span>
        </dd>
        <dt>From</dt>
        <dd dir="auto">{before.from}</dd>
      </dl>
      {!before.sends && (
        <Notice accent="amber" title="No mail server is set up: nothing goes out yet">
          What you write is kept here, and can be sent once one is set up under Settings, Mail.
          {contact.email && (
            <>
              {' '}
              To write now, use <a href={`mailto:${contact.email}`}>your own mailbox</a>, and log it as a try.
            </>
          )}
        </Notice>
      )}
      <Notice accent={asks ? 'amber' : 'green'} title={mayWrite.because}>
        {before.sends && before.answersTo !== 'here' && (
          <>
            Answers go to {before.answersTo === 'own_mailbox' ? 'your own mailbox' : 'the sender’s mailbox'}{' '}
            and do not appear here.
          </>
        )}
      </Notice>
      {asks && (
        <div className={css.basis}>
          <Select label="Why you may write" data={bases} {...form.getInputProps('basis')} />
          <TextInput label="How you know" maxLength={2000} {...form.getInputProps('proof')} />
        </div>
      )}
      <Suspense fallback={null}>
        <TemplatePicker
          contactId={contact.id}
          dealId={of.dealId}
          onPick={(words) => {
            // Nothing that was written already is lost.
            const { subject, text } = form.getValues()
            if (!subject.trim()) form.setFieldValue('subject', words.subject)
            form.setFieldValue('text', text.trim() ? `${text.trimEnd()}\n\n${words.text}` : words.text)
          }}
        />
      </Suspense>
      <TextInput label="Subject" maxLength={300} dir="auto" {...form.getInputProps('subject')} />
      <Textarea
        label="Text"
        autosize
        minRows={7}
        maxRows={24}
        dir="auto"
        data-autofocus
        {...form.getInputProps('text')}
      />
    </SavingForm>
  )
}

const Signature = ({ text }: { text: string }) =>
  text.trim() ? (
    <span className={css.dim} title={text}>
      Your signature is added
    </span>
  ) : null

/** Why nothing can be written, and what to do about it. */
function Refused({ before, onCancel }: { before: Before; onCancel: (() => void) | undefined }) {
  const reload = useReloadMail()
  const { mayWrite, contact } = before
  const trust = async () => {
    try {
      await client.conversations.trust({ contactId: contact.id })
      await reload()
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
  }
  return (
    <div className={css.stack}>
      <Notice accent="red" title={mayWrite.because}>
        {mayWrite.code === 'no_address' && 'Add an address on the page of the person.'}
        {mayWrite.code === 'objected' && 'If they changed their mind, write it down under Permissions.'}
        {mayWrite.code === 'came_back' && 'Mend the address. If it is right and works again, say so here.'}
      </Notice>
      <div className={css.acts}>
        {mayWrite.code === 'came_back' && (
          <button type="button" className={css.plain} onClick={() => void trust()}>
            The address works again
          </button>
        )}
        {onCancel && (
          <button type="button" className={css.plain} onClick={onCancel}>
            Close
          </button>
        )}
      </div>
    </div>
  )
}
