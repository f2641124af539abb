import { Tooltip } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { orpc, useWorkspace } from '#ui/client'
import { Link } from '#ui/shell'
import css from './notices.module.css'

const mostShown = 99

/** The way to one's notices, with how many are unread. */
export default function Bell() {
  const workspace = useWorkspace()
  const { data } = useQuery(orpc.notices.unread.queryOptions({ enabled: workspace !== null }))
  const count = data?.count ?? 0
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
