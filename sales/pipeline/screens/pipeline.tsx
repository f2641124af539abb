import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { client } from '#ui/client'
import { orpc, problemText } from '#ui/client'
import { ErrorState, Loading, Notice } from '#ui/pieces'
import { Page } from '#ui/shell'
import { knownFacts } from '../contract.ts'
import { MoveDeals } from './move-deals.tsx'
import css from './pipeline.module.css'
import { Reasons } from './reasons.tsx'
import { Stages } from './stages.tsx'
import { useDraft } from './use-draft.ts'

const factWords = {
  amount: 'Amount',
  expectedClose: 'Expected close',
  contact: 'Person',
  company: 'Company',
  owner: 'Owner',
} as const

/** The steps of every deal, what each asks for, and the reasons for which deals close. */
export default function Pipeline() {
  const pipeline = useQuery(orpc.pipeline.get.queryOptions())
  const fields = useQuery(
    orpc.fields.list.queryOptions({ input: { record: 'deal' }, meta: { topics: ['settings'] } }),
  )
  const firm = useQuery(orpc.members.workspace.queryOptions({ meta: { topics: ['settings'] } }))
  const failed = [pipeline, fields, firm].find(({ error }) => error)
  return (
    <Page title="Pipeline" narrow>
      {failed?.error && <ErrorState what={problemText(failed.error)} onRetry={() => void failed.refetch()} />}
      {!failed && !(pipeline.data && fields.data && firm.data) && <Loading lines={8} />}
      {!failed && pipeline.data && fields.data && firm.data && (
        <Editor
          pipeline={pipeline.data}
          custom={fields.data.rows}
          may={firm.data.permissions.includes('pipeline.manage')}
        />
      )}
    </Page>
  )
}

type EditorProps = {
  pipeline: Awaited<ReturnType<typeof client.pipeline.get>>
  custom: { key: string; label: string; formula: string | null }[]
  may: boolean
}

function Editor({ pipeline, custom, may }: EditorProps) {
  const editing = useDraft(pipeline.stages)
  const { draft, refusal, dirty, overtaken, saving } = editing
  const facts = [
    ...knownFacts.map((key) => ({ value: key as string, label: factWords[key] as string })),
    ...custom.filter(({ formula }) => formula === null).map(({ key, label }) => ({ value: key, label })),
  ]
  // A field put away since still stands in a stage until somebody takes it out.
  const gone = new Set(draft.flatMap(({ required }) => required))
  for (const { value } of facts) gone.delete(value)
  return (
    <div className={css.stack}>
      {!may && (
        <Notice title="You can look, and not change">
          An owner or whoever manages sales can change the pipeline.
        </Notice>
      )}
      {overtaken && (
        <Notice
          accent="amber"
          title="Somebody saved the pipeline meanwhile"
          action={
            <Button variant="default" size="compact-sm" onClick={editing.takeTheirs}>
              Show theirs
            </Button>
          }
        >
          Saving yours replaces it; showing theirs drops what you changed.
        </Notice>
      )}
      <Stages
        editing={editing}
        facts={[...facts, ...[...gone].map((key) => ({ value: key, label: `${key} (put away)` }))]}
        locked={!may || saving}
      />
      {refusal && (
        <Notice accent="red" title={refusal.message}>
          <p className={css.dim}>Nothing was saved; what you changed is still here.</p>
          {refusal.reason === 'stage_in_use' && <MoveDeals editing={editing} stages={pipeline.stages} />}
        </Notice>
      )}
      {may && (
        <div className={css.save}>
          <Button disabled={!dirty} loading={saving} onClick={() => void editing.save()}>
            Save the pipeline
          </Button>
          {dirty && (
            <Button variant="default" disabled={saving} onClick={editing.takeTheirs}>
              Put back
            </Button>
          )}
        </div>
      )}
      <div className={css.pair}>
        {(['won', 'lost'] as const).map((kind) => (
          <Reasons
            key={kind}
            kind={kind}
            reasons={pipeline.reasons.filter((reason) => reason.kind === kind)}
            locked={!may}
          />
        ))}
      </div>
    </div>
  )
}
