import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { Dispatch, SetStateAction } from 'react'
import { placed, SortedList } from '#ui/sort'
import type { Draft } from './draft.ts'
import type { Choices } from './routing.tsx'
import { RuleRow } from './rule.tsx'

type Props = {
  draft: Draft
  change: Dispatch<SetStateAction<Draft>>
  choices: Choices
  locked: boolean
}

/** The rules in order: carried by drag, by keyboard on the handle, or moved step by step. */
export function Rules({ draft, change, choices, locked }: Props) {
  const add = () =>
    change((now) => [
      ...now,
      {
        key: crypto.randomUUID(),
        name: `Rule ${now.length + 1}`,
        productLineId: null,
        conditions: [],
        memberIds: [],
        teamId: null,
      },
    ])
  return (
    <>
      <SortedList
        noun="rule"
        items={draft}
        locked={locked}
        onPlace={(key, to) => change((now) => placed(now, key, to))}
      >
        {draft.map((rule) => (
          <RuleRow
            key={rule.key}
            rule={rule}
            choices={choices}
            locked={locked}
            onChange={(part) =>
              change((now) => now.map((one) => (one.key === rule.key ? { ...one, ...part } : one)))
            }
            onRemove={() => change((now) => now.filter(({ key }) => key !== rule.key))}
          />
        ))}
      </SortedList>
      {!locked && (
        <Button variant="default" leftSection={<IconPlus size={15} />} onClick={add}>
          Add a rule
        </Button>
      )}
    </>
  )
}
