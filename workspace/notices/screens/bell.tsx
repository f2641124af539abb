import { Tooltip } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { client, orpc, useWorkspace } from '#ui/client'
import { Link, usePath } from '#ui/shell'
import css from './notices.module.css'

const mostShown = 99
const looked = 50

/** The way to one's notices, with how many are unread. */
export default function Bell() {
  const workspace = useWorkspace()
  const { data } = useQuery(orpc.notices.unread.queryOptions({ enabled: workspace !== null }))
  const count = data?.count ?? 0
  useReadByLooking(count)
  return (
    <Tooltip label="Notices">
      <Link
        to="/notices"
        className={css.bell}
        aria-label={count === 0 ? 'Notices' : `Notices, ${count} unread`}
      >
        <IconBell size={17} stroke={1.75} />
        {count > 0 && <span className={css.count}>{count > mostShown ? '99+' : count}</span>}
      </Link>
    </Tooltip>
  )
}

/** Whoever looks at what a notice leads to has read it. */
function useReadByLooking(count: number) {
  const path = usePath()
  const queries = useQueryClient()
  const { data } = useQuery(
    orpc.notices.list.queryOptions({ input: { unread: true, limit: looked }, enabled: count > 0 }),
  )
  const here = data?.rows.find(({ link }) => link === path)?.id
  useEffect(() => {
    if (!here || document.visibilityState !== 'visible') return
    const reload = () => queries.invalidateQueries({ queryKey: orpc.notices.key() })
    // What can't be said now is said with the next look; it stays unread until then.
    void client.notices.read({ id: here }).then(reload, () => undefined)
  }, [here, queries])
}
