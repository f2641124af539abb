import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { formatDateTime } from '#ui/format'
import { confirm, failToast, Lines, Tag, toast } from '#ui/pieces'
import { Section } from '#ui/record'

type Session = Awaited<ReturnType<typeof client.account.get>>['sessions'][number]

/** The browsers that are signed in; each can be signed out from here. */
export function Sessions({ sessions }: { sessions: Session[] }) {
  const queries = useQueryClient()
  const act = async (run: () => Promise<unknown>, said: string) => {
    try {
      await run()
      toast(said, 'green')
    } catch (error) {
      failToast(problemText(error), 'Nothing was changed.')
    }
    await queries.invalidateQueries({ queryKey: orpc.account.key() })
  }
  const endOthers = async () => {
    const sure = await confirm({
      title: 'Sign out everywhere else?',
      body: 'Every other browser and phone asks for the password again. This one stays signed in.',
      action: 'Sign out everywhere else',
    })
    if (sure) await act(() => client.account.endOtherSessions(), 'Everywhere else you are signed out.')
  }
  return (
    <Section
      title="Signed in"
      count={sessions.length}
      actions={
        sessions.length > 1 && (
          <Button size="compact-sm" variant="default" onClick={() => void endOthers()}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      <Lines>
        {sessions.map((it) => (
          <li key={it.id}>
            <div>
              <b>{it.device}</b>
              <p>
                Since {formatDateTime(it.signedInAt)}, last used {formatDateTime(it.usedAt)}
                {it.ipAddress && ` · ${it.ipAddress}`}
              </p>
            </div>
            {it.isThis ? (
              <Tag accent="green">This browser</Tag>
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Sign out ${it.device}`}
                onClick={() =>
                  void act(() => client.account.endSession({ id: it.id }), `${it.device} is signed out.`)
                }
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </Lines>
    </Section>
  )
}
