import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { ErrorState, Loading, Notice } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import { type Draft, draftOf, rulesOf } from './draft.ts'
import css from './routing.module.css'
import { Rules } from './rules.tsx'
import { Trial } from './trial.tsx'
import { Turns } from './turns.tsx'

/** Who gets which leads: rules in their order, then by turn; tried on a real person; what nobody covers is named. */
export default function Routing() {
  const topics = { meta: { topics: ['settings', 'members'] } }
  const rules = useQuery(orpc.routing.rules.queryOptions({ input: {}, ...topics }))
  const fields = useQuery(orpc.routing.fields.queryOptions({ input: {}, ...topics }))
  const members = useQuery(orpc.members.list.queryOptions(topics))
  const teams = useQuery(orpc.members.teams.queryOptions(topics))
  const lines = useQuery(orpc.products.lines.queryOptions({ input: {}, ...topics }))
  const firm = useQuery(orpc.members.workspace.queryOptions(topics))
  const all = [rules, fields, members, teams, lines, firm]
  const failed = all.find(({ error }) => error)
  return (
    <Page title="Who gets which leads" narrow>
      {failed?.error && <ErrorState what={problemText(failed.error)} onRetry={() => void failed.refetch()} />}
      {!failed && all.some(({ data }) => !data) && <Loading lines={8} />}
      {rules.data && fields.data && members.data && teams.data && lines.data && firm.data && (
        <div className={css.stack}>
          <Editor
            key={rules.data.rows.map(({ id }) => id).join(' ')}
            saved={rules.data.rows}
            choices={{
              fields: fields.data.rows,
              members: members.data.rows.filter(
                ({ status, takesLeads }) => status === 'active' && takesLeads,
              ),
              teams: teams.data.rows,
              lines: lines.data.rows,
            }}
            locked={!firm.data.permissions.includes('routing.manage')}
            reload={() => rules.refetch()}
          />
          <Trial lines={lines.data.rows} />
          <Turns locked={!firm.data.permissions.includes('routing.manage')} />
        </div>
      )}
    </Page>
  )
}

export type Choices = {
  fields: Awaited<ReturnType<typeof client.routing.fields>>['rows']
  members: { id: string; name: string }[]
  teams: { id: string; name: string }[]
  lines: { id: string; name: string }[]
}
type EditorProps = {
  saved: Awaited<ReturnType<typeof client.routing.rules>>['rows']
  choices: Choices
  locked: boolean
  reload: () => Promise<unknown>
}

function Editor({ saved, choices, locked, reload }: EditorProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(saved))
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const dirty = JSON.stringify(rulesOf(draft)) !== JSON.stringify(rulesOf(draftOf(saved)))
  const save = async () => {
    setSaving(true)
    setProblem(null)
    try {
      const { operationId } = await client.routing.saveRules({ rules: rulesOf(draft) })
      undoable('The rules are saved. What is offered already stays where it is.', operationId, reload)
      await reload()
    } catch (error) {
      setProblem(problemText(error))
    }
    setSaving(false)
  }
  return (
    <>
      {locked && (
        <Notice title="You can look, and not change">
          An owner or whoever manages sales can change who gets which leads.
        </Notice>
      )}
      <Section title="Rules" count={draft.length}>
        <p className={css.dim}>
          The first rule that fits and has somebody there decides. Whoever no rule fits goes by turn among all
          who take leads.
        </p>
        <Rules draft={draft} change={setDraft} choices={choices} locked={locked} />
        {problem && (
          <Notice accent="red" title={problem}>
            Nothing was saved; what you changed is still here.
          </Notice>
        )}
        {!locked && (
          <div className={css.save}>
            <Button disabled={!dirty} loading={saving} onClick={() => void save()}>
              Save the rules
            </Button>
            {dirty && (
              <Button variant="default" disabled={saving} onClick={() => setDraft(draftOf(saved))}>
                Put back
              </Button>
            )}
          </div>
        )}
      </Section>
    </>
  )
}
