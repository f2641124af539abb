import { useQuery } from '@tanstack/react-query'
import { orpc, useWorkspace } from '#ui/client'
import { Notice } from '#ui/pieces'
import { Link } from '#ui/shell'

/** Says on every screen of a sample firm that it is one. */
export default function SampleBanner() {
  const { data } = useQuery(
    orpc.members.workspace.queryOptions({
      enabled: useWorkspace() !== null,
      meta: { topics: ['settings'] },
    }),
  )
  if (!data?.sample) return null
  return (
    <Notice
      accent="amber"
      title="A sample firm: nobody in it is real, and no mail goes out"
      action={<Link to="/settings/sample">Leave or remove it</Link>}
    />
  )
}
