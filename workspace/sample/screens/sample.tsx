import { Button } from '@mantine/core'
import { IconBuildingStore } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { orpc, problemText } from '#ui/client'
import { confirm, EmptyState, ErrorState, failToast, Loading, Notice, Progress } from '#ui/pieces'
import { Page, useUrl } from '#ui/shell'
import { stepInto } from '#workspace/members/screens'

const askEveryMs = 1000

const goTo = async (firm: number) => {
  await stepInto(firm)
  location.assign('/')
}

/** Makes a sample firm, goes there and back, removes it. */
export default function SampleFirm() {
  const firm = useQuery(orpc.members.workspace.queryOptions())
  return (
    <Page title="Sample firm" narrow>
      {firm.error && <ErrorState what={problemText(firm.error)} onRetry={() => void firm.refetch()} />}
      {!firm.data && !firm.error && <Loading lines={4} />}
      {firm.data &&
        (firm.data.sample ? (
          <Inside name={firm.data.name} mayRemove={firm.data.permissions.includes('workspace.manage')} />
        ) : (
          <Outside mayMake={firm.data.permissions.includes('workspace.manage')} />
        ))}
    </Page>
  )
}

/** Within the sample: back to one's own, or away with it. */
function Inside({ name, mayRemove }: { name: string; mayRemove: boolean }) {
  const me = useQuery(orpc.members.me.queryOptions())
  const own = me.data?.memberships.find((it) => !it.sample)
  const remove = useMutation(
    orpc.sample.remove.mutationOptions({
      onSuccess: async () => {
        if (own) await goTo(own.workspaceId)
        else location.assign('/sign-in')
      },
      onError: (failure) => failToast(problemText(failure), 'The sample firm is still here.'),
    }),
  )
  const ask = async () => {
    const yes = await confirm({
      title: 'Remove the sample firm?',
      body: 'Everybody and everything in it goes, for good. Your own firm is not touched.',
      action: 'Remove the sample firm',
      danger: true,
      type: name,
    })
    if (yes) remove.mutate({ name })
  }
  return (
    <Notice
      accent="amber"
      title={`${name} is a sample`}
      action={
        <>
          {own && (
            <Button variant="default" onClick={() => void goTo(own.workspaceId)}>
              Go to {own.name}
            </Button>
          )}
          {mayRemove && (
            <Button color="red" variant="light" loading={remove.isPending} onClick={() => void ask()}>
              Remove the sample firm
            </Button>
          )}
        </>
      }
    >
      Its eighteen months were played by Baton. Change whatever you like: nobody in it is real, and no mail
      goes out.
    </Notice>
  )
}

/** From one's own firm: make one, watch it being made, go there. */
function Outside({ mayMake }: { mayMake: boolean }) {
  const queries = useQueryClient()
  const [wants] = useUrl('enter')
  const mine = useQuery(
    orpc.sample.mine.queryOptions({
      refetchInterval: ({ state }) =>
        state.data?.rows.some((it) => it.state !== 'ready' && it.state !== 'failed') ? askEveryMs : false,
    }),
  )
  const make = useMutation(
    orpc.sample.make.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: orpc.sample.key() }),
      onError: (failure) => failToast(problemText(failure), 'No sample firm is being made.'),
    }),
  )
  const firm = mine.data?.rows[0]
  const ready = firm?.state === 'ready' ? firm.workspaceId : undefined
  useEffect(() => {
    if (ready && wants) void goTo(ready)
  }, [ready, wants])
  if (mine.error) return <ErrorState what={problemText(mine.error)} onRetry={() => void mine.refetch()} />
  if (!mine.data) return <Loading lines={3} />
  if (firm?.state === 'failed')
    return (
      <Notice
        accent="red"
        title="The sample firm could not be made"
        action={mayMake && <Button onClick={() => make.mutate(undefined)}>Try again</Button>}
      >
        Its making broke off three times. The log of this installation says why.
      </Notice>
    )
  if (firm?.state === 'removing')
    return <Notice title="Your sample firm is being removed">You can make another when it is gone.</Notice>
  if (firm && firm.state !== 'ready')
    return (
      <Progress
        label="Playing eighteen months of a firm, day by day. You can go on elsewhere meanwhile."
        done={firm.done}
        total={firm.total}
        state="running"
      />
    )
  if (firm)
    return (
      <EmptyState
        icon={<IconBuildingStore size={22} />}
        title="Your sample firm is ready"
        action={{ label: 'Look around in it', run: () => void goTo(firm.workspaceId) }}
      >
        You come back, and switch between firms, under your picture. You remove it from within.
      </EmptyState>
    )
  return (
    <EmptyState
      icon={<IconBuildingStore size={22} />}
      title="Look around in a sample firm"
      action={mayMake ? { label: 'Make a sample firm', run: () => make.mutate(undefined) } : undefined}
    >
      A firm with eighteen months of life in it: campaigns, handovers, deals. It stands apart from yours and
      goes in one act.
    </EmptyState>
  )
}
