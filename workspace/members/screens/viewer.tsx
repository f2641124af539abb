import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { orpc, useWorkspace } from '#ui/client'
import { setFormats } from '#ui/format'
import { setViewer, useGo } from '#ui/shell'
import { enter } from './authenticate.ts'

/** Tells the frame who is looking, and finds the firm to work in when this browser knows none. */
export default function Viewing() {
  const workspace = useWorkspace()
  const go = useGo()
  const { data } = useQuery(
    orpc.members.workspace.queryOptions({ enabled: workspace !== null, meta: { topics: ['settings'] } }),
  )
  useEffect(() => {
    if (workspace === null)
      enter().then(
        (inside) => inside || go('/sign-in', { replace: true }),
        () => go('/sign-in', { replace: true }),
      )
  }, [workspace, go])
  useEffect(() => {
    if (!data) return
    const { member, solo, name } = data
    const markets = ['owner', 'marketer'].includes(member.role)
    const sells = member.role !== 'marketer' && member.role !== 'viewer'
    setFormats({ currency: data.currency, timeZone: data.zone })
    setViewer({
      id: member.id,
      name: member.name,
      email: member.email ?? '',
      roles: [member.role],
      workspace: name,
      solo,
      hats: solo || (markets && sells) ? 'both' : sells ? 'sales' : 'marketing',
    })
  }, [data])
  return null
}
