import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { useKeys } from '#ui/keys'
import { ErrorState, Loading, Notice } from '#ui/pieces'
import { Link, Page, useParam } from '#ui/shell'
import { Compose, type Words } from './compose.tsx'
import css from './conversations.module.css'
import { MailShown } from './mail.tsx'

/** A thread: what was written both ways, and the answer below it. */
export default function ConversationPage() {
  const id = useParam('id')
  const queries = useQueryClient()
  const [answering, setAnswering] = useState(false)
  const [words, setWords] = useState<Words>()
  const query = useInfiniteQuery(
    orpc.conversations.get.infiniteOptions({
      input: (before: string | undefined) => ({ id, ...(before && { before }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => (page.earlier ? page.mails[0]?.id : undefined),
      meta: { topics: ['conversations'] },
    }),
  )
  const { error, refetch } = query
  const data = query.data?.pages[0]
  const mails = query.data?.pages.toReversed().flatMap((page) => page.mails) ?? []
  const list = useRef<HTMLOListElement>(null)
  const isThere = data !== undefined
  // A long thread opens at what was written last.
  useEffect(() => {
    const mails = list.current?.children
    if (isThere && mails && mails.length > 1) mails[mails.length - 1]?.scrollIntoView({ block: 'start' })
  }, [isThere])
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const mayWrite = firm?.permissions.includes('conversations.write') === true
  const unread = data?.unread === true
  useEffect(() => {
    if (!unread) return
    void client.conversations
      .see({ id })
      .then(() => queries.invalidateQueries({ queryKey: orpc.conversations.key() }))
  }, [unread, id, queries])
  useKeys(
    { r: { says: 'Answer', run: () => setAnswering(true) } },
    { group: 'This conversation', when: mayWrite && !answering },
  )
  return (
    <Page
      title={data?.subject ?? 'Conversation'}
      crumbs={[{ label: 'Conversations', to: '/sales/conversations' }]}
      narrow
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={8} />}
      {data && (
        <div className={css.stack}>
          <p className={css.about}>
            With <Link to={`/people/${data.contact.id}`}>{data.contact.name}</Link>
            {data.contact.company && `, ${data.contact.company}`}
            {data.deal && (
              <>
                {' '}
                about <Link to={`/sales/deals/${data.deal.id}`}>{data.deal.name}</Link>
              </>
            )}
          </p>
          {data.claimed && (
            <Notice accent="amber" title="Only the sender’s address says that this is them">
              Anybody can write an address there. Once they answer a mail of yours, it is known.
            </Notice>
          )}
          {query.hasNextPage && (
            <div>
              <Button
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Show earlier mails
              </Button>
            </div>
          )}
          <ol className={css.mails} ref={list}>
            {mails.map((mail) => (
              <MailShown key={mail.id} mail={mail} />
            ))}
          </ol>
          {mayWrite && !answering && (
            <div>
              <Button onClick={() => setAnswering(true)}>Answer</Button>
            </div>
          )}
          {mayWrite && answering && (
            <section aria-label="Answer" className={css.answer}>
              <Compose
                key={words?.text ?? 'new'}
                of={{ conversationId: id }}
                initial={words}
                onSent={() => {
                  setAnswering(false)
                  setWords(undefined)
                }}
                onCancel={() => setAnswering(false)}
                onTakenBack={(back) => {
                  setWords(back)
                  setAnswering(true)
                }}
              />
            </section>
          )}
        </div>
      )}
    </Page>
  )
}
