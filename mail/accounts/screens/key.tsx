import { Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { CopyButton, failToast, Notice, undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import css from './mail.module.css'
import { type Account, useReload } from './mail.tsx'

/** The firm's key for signing letters: the record to publish, and whether it was found. */
export function Key({ account }: { account: Account }) {
  const reload = useReload()
  const then = {
    onSuccess: () => void reload(),
    onError: (error: Error) => failToast(problemText(error), 'Nothing was changed.'),
  }
  const undoable = (said: string) => ({
    ...then,
    onSuccess: ({ operationId: id }: { operationId: string | null }) => {
      undoToast(said, id ? () => client.audit.undo({ id }).then(reload) : undefined)
      void reload()
    },
  })
  const make = useMutation(orpc.mailAccount.makeKey.mutationOptions(undoable('A key was made')))
  const check = useMutation(orpc.mailAccount.checkKey.mutationOptions(then))
  const drop = useMutation(orpc.mailAccount.dropKey.mutationOptions(undoable('The key was removed')))
  const { dkim, senderAddress } = account
  return (
    <Section title="Signature (DKIM)">
      <div className={css.stack}>
        <p className={css.dim}>
          A signature shows mailboxes that your letters come from you. They ask for one before they trust a
          firm.
        </p>
        {!dkim && !senderAddress && <p className={css.dim}>Save a sender’s address first.</p>}
        {!dkim && senderAddress && (
          <div>
            <Button variant="default" loading={make.isPending} onClick={() => make.mutate({})}>
              Make a key
            </Button>
          </div>
        )}
        {dkim && (
          <>
            <p>Publish this TXT record where the DNS of {dkim.domain} is kept:</p>
            <dl className={css.record}>
              <dt>Name</dt>
              <dd>
                <code>{dkim.name}</code>
                <CopyButton value={dkim.name} label="Copy the name" />
              </dd>
              <dt>Value</dt>
              <dd>
                <code>{dkim.value}</code>
                <CopyButton value={dkim.value} label="Copy the value" />
              </dd>
            </dl>
            <Notice
              accent={dkim.since ? 'green' : dkim.problem ? 'amber' : 'gray'}
              title={dkim.since ? 'Letters are signed' : 'Letters are not signed yet'}
            >
              {dkim.problem ??
                (dkim.since
                  ? `Since ${formatDateTime(dkim.since)}. The record is looked up once a day.`
                  : 'They are as soon as the record is found.')}
            </Notice>
            <Group gap="xs">
              <Button
                variant="default"
                loading={check.isPending || dkim.checking}
                onClick={() => check.mutate({})}
              >
                Look it up now
              </Button>
              <Button variant="subtle" color="gray" loading={drop.isPending} onClick={() => drop.mutate({})}>
                Remove the key
              </Button>
            </Group>
          </>
        )}
      </div>
    </Section>
  )
}
