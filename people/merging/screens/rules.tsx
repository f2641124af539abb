import { Button, Group, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { ErrorState, failToast, Loading } from '#ui/pieces'
import { undoable } from '#workspace/audit/screens'
import css from './merging.module.css'
import type { MergeRecord } from './path.ts'

type Rule = Awaited<ReturnType<typeof client.merging.rules>>['rows'][number]

const words = {
  contact_email_name: 'People of the same name and the same e-mail',
  contact_phone_name: 'People of the same name and the same phone',
  company_domain_name: 'Companies of the same name and the same web site',
} satisfies Record<Rule['kind'], string>

/** Which pairs are merged without being asked; each is looked at before it is switched on. */
export function Rules({ record }: { record: MergeRecord }) {
  const queries = useQueryClient()
  const [looking, setLooking] = useState<Rule | null>(null)
  const { data } = useQuery(
    orpc.merging.rules.queryOptions({ meta: { topics: ['contacts', 'companies', 'duplicates'] } }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const rules = data?.rows.filter(({ kind }) => kind.startsWith(record)) ?? []
  const reload = () => queries.invalidateQueries({ queryKey: orpc.merging.key() })
  const set = async ({ kind }: Rule, on: boolean) => {
    try {
      const { operationId } = await client.merging.setRule({ kind, on })
      setLooking(null)
      undoable(
        on ? 'From now on they are merged by themselves.' : 'They are shown again, not merged.',
        operationId,
        reload,
      )
      await reload()
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
  }
  if (rules.length === 0 || !firm?.permissions.includes('contacts.delete')) return null
  return (
    <section aria-labelledby="by-themselves" className={css.rules}>
      <h2 id="by-themselves">Merged by themselves</h2>
      {rules.map((rule) => (
        <div key={rule.kind}>
          <span>
            {words[rule.kind]}
            <small>
              {rule.on
                ? 'Merged by themselves; the older one stays'
                : rule.count === 0
                  ? 'None now'
                  : `${formatNumber(rule.count)} ${rule.count === 1 ? 'pair' : 'pairs'} now`}
            </small>
          </span>
          {rule.on ? (
            <Button variant="default" size="compact-sm" flex="none" onClick={() => void set(rule, false)}>
              Stop
            </Button>
          ) : (
            <Button variant="default" size="compact-sm" flex="none" onClick={() => setLooking(rule)}>
              Look at them
            </Button>
          )}
        </div>
      ))}
      {looking && (
        <Preview rule={looking} onClose={() => setLooking(null)} onDo={() => void set(looking, true)} />
      )}
    </section>
  )
}

function Preview({ rule, onClose, onDo }: { rule: Rule; onClose: () => void; onDo: () => void }) {
  const { data, error } = useQuery(orpc.merging.rulePreview.queryOptions({ input: { kind: rule.kind } }))
  return (
    <Modal opened onClose={onClose} title={words[rule.kind]} closeButtonProps={{ 'aria-label': 'Close' }}>
      {error && <ErrorState what={problemText(error)} />}
      {!data && !error && <Loading lines={4} />}
      {data && (
        <>
          <p className={css.along}>
            {data.count === 0
              ? 'There is no such pair now. Those that come are merged by themselves.'
              : `${formatNumber(data.count)} ${data.count === 1 ? 'pair is' : 'pairs are'} merged within minutes, and those that come.`}{' '}
            The older one stays and gets what it lacks. Each can be separated again, and is not merged a
            second time. Three who look alike are left to you.
          </p>
          <ul className={css.sample}>
            {data.rows.map(({ one, other }) => (
              <li key={`${one.id} ${other.id}`}>
                <bdi>{one.name}</bdi>
                <small dir="auto">{one.sub}</small>
                <small dir="auto">{other.sub}</small>
              </li>
            ))}
          </ul>
          <Group gap={8} mt="md">
            <Button onClick={onDo}>Merge them by themselves</Button>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          </Group>
        </>
      )}
    </Modal>
  )
}
