import { useSortable } from '@dnd-kit/sortable'
import { ActionIcon, Group, MultiSelect, NumberInput, Radio, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
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
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
  onRemove: (() => void) | undefined
}

/** One open stage: what it is called, how likely it wins, what a deal must have to enter. */
export function StageRow(props: Props) {
  const { stage, facts, fresh, locked, onChange, onUp, onDown, onRemove } = props
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } =
    useSortable({ id: stage.key, disabled: locked })
  const name = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (fresh) name.current?.focus()
  }, [fresh])
  const called = stage.name.trim() || 'the new stage'
  return (
    <li
      ref={setNodeRef}
      data-dragged={isDragging || undefined}
      style={{ transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition }}
    >
      <fieldset className={css.stage} aria-label={called}>
        <ActionIcon
          ref={setActivatorNodeRef}
          className={css.grip ?? ''}
          {...attributes}
          {...listeners}
          disabled={locked}
          aria-label={`Carry ${called}`}
        >
          <IconGripVertical size={16} />
        </ActionIcon>
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
        <Group gap={2} wrap="nowrap" className={css.acts ?? ''}>
          <ActionIcon aria-label={`Move ${called} up`} disabled={locked || !onUp} onClick={onUp}>
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon aria-label={`Move ${called} down`} disabled={locked || !onDown} onClick={onDown}>
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon aria-label={`Take ${called} out`} disabled={locked || !onRemove} onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
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
      </fieldset>
    </li>
  )
}
