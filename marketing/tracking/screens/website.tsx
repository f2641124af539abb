import { Button } from '@mantine/core'
import { IconWorld } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { confirm, EmptyState, ErrorState, failToast, Loading, Notice, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import { Collected } from './collected.tsx'
import { LeftOut } from './left-out.tsx'
import { Paste } from './paste.tsx'
import { Programs } from './programs.tsx'
import { Seen } from './seen.tsx'
import { Sites } from './sites.tsx'
import css from './website.module.css'

/** How often the screen looks whether something came in. */
const lookMs = 4000

/** The firm's own website: which sites tell, what to paste there, whether it works, what is collected. */
export default function Website() {
  const queries = useQueryClient()
  const [naming, setNaming] = useState(false)
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const { data, error, refetch } = useQuery(
    orpc.tracking.get.queryOptions({ input: {}, refetchInterval: lookMs, meta: { topics: ['website'] } }),
  )
  const mayManage = firm?.permissions.includes('website.manage') ?? false
  const reload = () => queries.invalidateQueries({ queryKey: orpc.tracking.key() })
  const save = async (it: { on: boolean; sites: string[] }, said: string) => {
    const { operationId } = await client.tracking.save(it)
    await reload()
    undoable(said, operationId, reload)
  }
  const turn = async (on: boolean) => {
    if (!data) return
    const sure =
      on ||
      (await confirm({
        title: 'Switch it off?',
        body: 'From now on nothing of your site is collected. What was collected stays, and nothing has to be taken out of your pages.',
        action: 'Switch off',
        danger: true,
      }))
    if (!sure) return
    try {
      await save(
        { on, sites: data.sites },
        on ? 'Your website tells again.' : 'Nothing is collected any more.',
      )
    } catch (problem) {
      failToast(problemText(problem), 'It is as it was.')
    }
  }
  const isNew = data !== undefined && data.snippet === null
  const switchIt = data && !isNew && mayManage && data.sites.length > 0 && (
    <Button variant="default" onClick={() => void turn(!data.on)}>
      {data.on ? 'Switch off' : 'Switch on'}
    </Button>
  )
  return (
    <Page title="Website" narrow actions={switchIt || undefined}>
      {error && !data && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={6} />}
      {isNew && !naming && (
        <EmptyState
          icon={<IconWorld size={22} />}
          title="See what people read before they write to you"
          action={mayManage ? { label: 'Name your site', run: () => setNaming(true) } : undefined}
        >
          Two lines in your pages tell visits, pages and where people came from: without a cookie until they
          agree, and never of who asks not to be followed.
        </EmptyState>
      )}
      {data && (!isNew || naming) && (
        <div className={css.stack}>
          {!isNew && !data.on && (
            <Notice accent="amber" title="Switched off">
              Nothing is collected. What was collected before is still there.
            </Notice>
          )}
          <Section
            title="Your sites"
            actions={
              !isNew && (
                <Tag accent={data.on ? 'green' : 'gray'} dot>
                  {data.on ? 'On' : 'Off'}
                </Tag>
              )
            }
          >
            <Sites
              key={data.sites.join()}
              sites={data.sites}
              isNew={isNew}
              readOnly={!mayManage}
              save={(sites) =>
                save(
                  { on: isNew || (data.on && sites.length > 0), sites },
                  isNew ? 'Now paste the lines into your pages.' : 'Your sites are saved.',
                )
              }
            />
          </Section>
          {data.snippet && (
            <>
              <Paste snippet={data.snippet} />
              <Seen seen={data.seen} on={data.on} />
              <Programs />
              <LeftOut sites={data.sites} />
            </>
          )}
          <Collected />
        </div>
      )}
    </Page>
  )
}
