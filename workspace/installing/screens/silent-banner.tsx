import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { Notice } from '#ui/pieces'
import { Link } from '#ui/shell'

/** Says on every screen that no mail goes out, for as long as that is so. */
export default function SilentBanner() {
  const { data } = useQuery(
    orpc.installing.get.queryOptions({ input: undefined, meta: { topics: ['settings'] } }),
  )
  if (!data?.silentSince) return null
  return (
    <Notice
      accent="amber"
      title="This installation is silent: no mail goes out"
      action={<Link to="/settings/installation">See why</Link>}
    />
  )
}
