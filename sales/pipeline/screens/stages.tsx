import { Button, MultiSelect, Radio, Text, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { placed, SortedList } from '#ui/sort'
import { type DraftStage, withNew } from './draft.ts'
import css from './pipeline.module.css'
import { StageRow } from './stage.tsx'
import type { Editing } from './use-draft.ts'

const most = 30

type Props = { editing: Editing; facts: { value: string; label: string }[]; locked: boolean }

/** The open stages in order: carried by drag, by keyboard on the handle, or moved step by step; then how deals end. */
export function Stages({ editing, facts, locked }: Props) {
  const { draft, change, changeStage, slips } = editing
  const open = draft.filter(({ kind }) => kind === 'open')
  const ends = draft.filter(({ kind }) => kind !== 'open')
  const [fresh, setFresh] = useState<string>()
  const add = () => {
    const made = withNew(draft)
    change(() => made.draft)
    setFresh(made.key)
  }
  const remove = (stage: DraftStage, at: number) => {
    change((now) => now.filter(({ key }) => key !== stage.key))
    undoToast(`“${stage.name}” is taken out. It goes when you save.`, () =>
      change((now) => {
        if (now.some(({ key }) => key === stage.key)) return now
        // The mark may have gone to another stage since.
        const qualified = stage.qualified && !now.some((one) => one.qualified)
        return now.toSpliced(at, 0, { ...stage, qualified })
      }),
    )
  }
  return (
    <>
      <Section title="Stages" count={open.length}>
        <p className={css.dim}>
          From the marked stage on, the handover of a deal counts as qualified (SQL). The percentage says how
          often deals in this stage are won.
        </p>
        <Radio.Group
          aria-label="Qualified from"
          value={open.find(({ qualified }) => qualified)?.key ?? null}
          onChange={(key) => change((now) => now.map((one) => ({ ...one, qualified: one.key === key })))}
        >
          <SortedList
            noun="stage"
            items={open}
            locked={locked}
            onPlace={(key, to) => change((now) => placed(now, key, to))}
          >
            {open.map((stage, at) => (
              <StageRow
                key={stage.key}
                stage={stage}
                facts={facts}
                fresh={stage.key === fresh}
                locked={locked}
                nameSlip={slips.names[stage.key]}
                probabilitySlip={slips.probabilities[stage.key]}
                onChange={(part) => changeStage(stage.key, part)}
                onRemove={open.length > 1 ? () => remove(stage, at) : undefined}
              />
            ))}
          </SortedList>
        </Radio.Group>
        {slips.mark && (
          <Text size="sm" c="red" role="alert" mb="xs">
            {slips.mark}
          </Text>
        )}
        <Button
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={locked || draft.length >= most}
          onClick={add}
        >
          Add a stage
        </Button>
      </Section>
      <Section title="How deals end">
        <div className={css.ends}>
          {ends.map((stage) => (
            <div key={stage.key}>
              <TextInput
                label={stage.kind === 'won' ? 'Won is called' : 'Lost is called'}
                value={stage.name}
                error={slips.names[stage.key]}
                maxLength={100}
                dir="auto"
                disabled={locked}
                onChange={(event) => changeStage(stage.key, { name: event.currentTarget.value })}
              />
              <MultiSelect
                mt="xs"
                label={`A deal needs, to be ${stage.kind}`}
                placeholder={stage.required.length === 0 ? 'Nothing' : undefined}
                data={facts}
                value={stage.required}
                maxValues={20}
                disabled={locked}
                onChange={(required) => changeStage(stage.key, { required })}
              />
            </div>
          ))}
        </div>
      </Section>
    </>
  )
}
