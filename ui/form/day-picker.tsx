import '@mantine/dates/styles.css'
import { DateInput } from '@mantine/dates'
import { calendarLabels } from './calendar-labels.ts'
import css from './form.module.css'

type DayPickerProps = {
  label: string
  value: string | null
  onDone: (value: string | null) => void
  onCancel: () => void
}

/** The calendar for one inline value; a chunk of its own, because calendars are heavy. */
export default function DayPicker({ label, value, onDone, onCancel }: DayPickerProps) {
  return (
    <DateInput
      aria-label={label}
      autoFocus
      size="xs"
      className={css.editor ?? ''}
      value={value}
      clearable
      ariaLabels={calendarLabels}
      clearButtonProps={{ 'aria-label': 'Clear' }}
      classNames={{ day: css.day ?? '' }}
      valueFormat="YYYY-MM-DD"
      popoverProps={{ defaultOpened: true, withinPortal: true }}
      onChange={(next) => onDone(next)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onCancel()
      }}
      onBlur={() => onCancel()}
    />
  )
}
