import { MultiSelect, NumberInput, Radio, TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { SortedRow } from '#ui/sort'
import type { DraftStage } from './draft.ts'
import css from './pipeline.module.css'

type Props = {
  stage: DraftStage
  /** What a stage can require: keys with the words for them. */
  facts: { value: string; label: string }[]
  /** Just added: its name is what one types next. */
  fresh: boolean
  locked: boolean
  nameSlip: string | undefined
  probabilitySlip: string | undefined
  onChange: (part: Partial<DraftStage>) => void
  onRemove: (() => void) | undefined
}

/** One open stage: what it is called, how likely it wins, what a deal must have to enter. */
export function StageRow(props: Props) {
  const { stage, facts, fresh, locked, onChange, onRemove } = props
  const name = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (fresh) name.current?.focus()
  }, [fresh])
  const called = stage.name.trim() || 'the new stage'
  return (
    <SortedRow id={stage.key} called={called} className={css.stage} onRemove={onRemove}>
      {({ handle, acts }) => (
        <>
          <div className={css.beside}>{handle}</div>
          <TextInput
            ref={name}
            className={css.name ?? ''}
            label="Name"
            value={stage.name}
            error={props.nameSlip}
            maxLength={100}
            dir="auto"
            disabled={locked}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <NumberInput
            className={css.probability ?? ''}
            label="Wins"
            suffix=" %"
            min={0}
            max={100}
            clampBehavior="strict"
            allowDecimal={false}
            hideControls
            value={stage.probability ?? ''}
            error={props.probabilitySlip}
            disabled={locked}
            onChange={(value) => onChange({ probability: value === '' ? null : Number(value) })}
          />
          <div className={`${css.beside} ${css.acts}`}>{acts}</div>
          <MultiSelect
            className={css.required ?? ''}
            label="A deal needs, to enter"
            placeholder={stage.required.length === 0 ? 'Nothing' : undefined}
            data={facts}
            value={stage.required}
            maxValues={20}
            disabled={locked}
            onChange={(required) => onChange({ required })}
          />
          <Radio
            className={css.mark ?? ''}
            value={stage.key}
            label="Qualified from here"
            aria-label={`Qualified from ${called} on`}
            disabled={locked}
          />
        </>
      )}
    </SortedRow>
  )
}
