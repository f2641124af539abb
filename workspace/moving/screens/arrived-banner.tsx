import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { confirm, failToast, Notice, toast } from '#ui/pieces'

/** Says on every screen of a firm that came from a file that it stands still, until an owner lets it go on. */
export default function ArrivedBanner() {
  const queries = useQueryClient()
  const firm = useQuery(orpc.members.workspace.queryOptions({ input: undefined }))
  const { data } = useQuery(
    orpc.moving.arrival.queryOptions({ input: undefined, meta: { topics: ['settings'] } }),
  )
  const goOn = useMutation(
    orpc.moving.confirm.mutationOptions({
      onSuccess: () => {
        toast('Confirmed. The firm goes on here.', 'green')
        return queries.invalidateQueries({ queryKey: orpc.moving.key() })
      },
      onError: (failure) => failToast(problemText(failure), 'The firm still stands still.'),
    }),
  )
  const arrival = data?.arrival
  if (!arrival || arrival.confirmedAt) return null
  const ask = async () => {
    const yes = await confirm({
      title: 'Does the firm go on here?',
      body: 'Clocks run and waiting mail goes out from now on. If the firm that the file was made of is still at work, people get everything twice.',
      action: 'Yes, go on here',
    })
    if (yes) goOn.mutate(undefined)
  }
  const mayConfirm = firm.data?.permissions.includes('installation.confirm')
  return (
    <Notice
      accent="amber"
      title="This firm came from a file: no mail goes out and no clock runs yet"
      action={
        mayConfirm && (
          <Button size="compact-sm" loading={goOn.isPending} onClick={() => void ask()}>
            Go on here
          </Button>
        )
      }
    >
      It is as of {formatDateTime(arrival.madeAt)}.
      {mayConfirm === false && ' An owner can let it go on here.'}
    </Notice>
  )
}
