import { Button } from '@mantine/core'
import { IconMailCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { confirm, EmptyState, ErrorState, failToast, Loading, Notice, toast } from '#ui/pieces'
import { Page } from '#ui/shell'

/** Whether mail goes out from here; an owner ends the silence after a restore. */
export default function Installation() {
  const queries = useQueryClient()
  const firm = useQuery(orpc.members.workspace.queryOptions({ input: undefined }))
  const { data, error, refetch } = useQuery(
    orpc.installing.get.queryOptions({ input: undefined, meta: { topics: ['settings'] } }),
  )
  const end = useMutation(
    orpc.installing.confirm.mutationOptions({
      onSuccess: () => {
        toast('Confirmed. Held mail goes out now.', 'green')
        return queries.invalidateQueries({ queryKey: orpc.installing.key() })
      },
      onError: (failure) => failToast(problemText(failure), 'The installation is still silent.'),
    }),
  )
  const ask = async () => {
    const yes = await confirm({
      title: 'Is this the installation that may write to people?',
      body: 'Held mail goes out at once and can’t be called back. If another copy is still running, people get everything twice.',
      action: 'Yes, send mail from here',
    })
    if (yes) end.mutate(undefined)
  }
  const mayConfirm = firm.data?.permissions.includes('installation.confirm')
  return (
    <Page title="Installation" narrow>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={3} />}
      {data && !data.silentSince && (
        <EmptyState icon={<IconMailCheck size={22} />} title="This installation is not silent">
          Nothing needs confirming. After a restore it falls silent until an owner confirms it here.
        </EmptyState>
      )}
      {data?.silentSince && (
        <Notice
          accent="amber"
          title={`Silent since ${formatDateTime(data.silentSince)}`}
          action={
            mayConfirm && (
              <Button loading={end.isPending} onClick={() => void ask()}>
                Confirm this installation
              </Button>
            )
          }
        >
          {data.silentReason} Mail is held here.{mayConfirm === false && ' An owner can confirm it.'}
        </Notice>
      )}
    </Page>
  )
}
