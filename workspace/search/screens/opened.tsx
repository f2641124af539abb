import { useEffect } from 'react'
import { usePath, useViewer } from '#ui/shell'
import { rememberOpened } from './kept.ts'

/** Shows nothing: keeps which records are opened, for the search box. */
export default function Opened() {
  const member = useViewer()?.id
  const path = usePath()
  useEffect(() => {
    if (member) rememberOpened(member, path)
  }, [member, path])
  return null
}
