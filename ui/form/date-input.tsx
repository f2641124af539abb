import '@mantine/dates/styles.css'
import { DateInput } from '@mantine/dates'
import { calendarLabels } from './calendar-labels.ts'
import type { DateFieldProps } from './date-field.tsx'
import css from './form.module.css'
import { typedDay } from './typed-day.ts'

/** Mantine's date input with our settings; loaded by `DateField`. */
export default function LoadedDateInput(props: DateFieldProps) {
  return (
    <DateInput
      valueFormat="D MMM YYYY"
      dateParser={(text) => typedDay(text, Intl.DateTimeFormat().resolvedOptions().locale)}
      clearable
      ariaLabels={calendarLabels}
      clearButtonProps={{ 'aria-label': 'Clear' }}
      classNames={{ day: css.day ?? '' }}
      {...props}
    />
  )
}
