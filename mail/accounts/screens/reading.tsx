import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { failToast, Notice } from '#ui/pieces'
import { type Account, useReload } from './mail.tsx'

/** How reading the mailbox goes, and a way to try it now. */
export function Reading({ account }: { account: Account }) {
  const reload = useReload()
  const read = useMutation(
    orpc.mailAccount.read.mutationOptions({
      onSuccess: () => void reload(),
      onError: (error) => failToast(problemText(error), 'Nothing was changed.'),
    }),
  )
  const { state, at, problem } = account.reading
  if (state === 'off') return null
  const again = (
    <Button
      size="compact-sm"
      variant="default"
      loading={read.isPending || state === 'waiting'}
      onClick={() => read.mutate({})}
    >
      Try now
    </Button>
  )
  if (state === 'fails')
    return (
      <Notice accent="red" title="The mailbox can’t be read" action={again}>
        {problem}
      </Notice>
    )
  return (
    <Notice
      accent={state === 'works' ? 'green' : 'gray'}
      title={state === 'works' ? 'The mailbox is read' : 'The mailbox is being tried'}
      action={again}
    >
      {state === 'works' && at ? `Every minute; last ${formatDateTime(at)}.` : 'This takes a few seconds.'}
    </Notice>
  )
}
