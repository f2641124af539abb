import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '#ui/client'
import { Section } from '#ui/record'
import { Link, type PanelProps } from '#ui/shell'
import { Erase } from './erase.tsx'
import css from './erasing.module.css'

/** What is kept of a person, and its end: for whoever answers for privacy. */
export default function OnContact({ id }: PanelProps) {
  const [erasing, setErasing] = useState(false)
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  if (!id || !firm?.permissions.includes('privacy.manage')) return null
  return (
    <Section title="Privacy">
      <div className={css.section}>
        <Link to={`/people/${id}/kept`}>All that is kept</Link>
        <Button variant="subtle" color="red" size="compact-sm" onClick={() => setErasing(true)}>
          Erase…
        </Button>
      </div>
      {erasing && <Erase id={id} onClose={() => setErasing(false)} />}
    </Section>
  )
}
