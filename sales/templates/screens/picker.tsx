import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { failToast, Notice } from '#ui/pieces'
import { kinds } from './words.ts'

/** A template's words for this person, handed to whoever writes; nothing where the firm has none. */
export function TemplatePicker({
  contactId,
  dealId,
  onPick,
}: {
  contactId: string
  dealId: string | undefined
  onPick: (words: { subject: string; text: string }) => void
}) {
  const { data } = useQuery(orpc.templates.list.queryOptions({ input: {}, meta: { topics: ['templates'] } }))
  const [unknown, setUnknown] = useState<string[]>([])
  if (!data || data.rows.length === 0) return null
  const pick = async (id: string | null) => {
    if (!id) return
    try {
      const words = await client.templates.fill({ id, contactId, ...(dealId && { dealId }) })
      setUnknown(words.unknown.map(({ of, label }) => (of ? `${kinds[of]}: ${label}` : label)))
      onPick(words)
    } catch (problem) {
      failToast(problemText(problem), 'The template was not used.')
    }
  }
  return (
    <>
      <Select
        label="Template"
        placeholder="Begin with words that you have"
        searchable
        value={null}
        nothingFoundMessage="No template is called so"
        data={data.rows.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => void pick(id)}
      />
      {unknown.length > 0 && (
        <Notice accent="amber" title={`Nothing is known for ${unknown.map((it) => `“${it}”`).join(', ')}`}>
          These places are left out. Read the text through before it goes.
        </Notice>
      )}
    </>
  )
}
