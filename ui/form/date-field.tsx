import { TextInput } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'

export type DateFieldProps = {
  label: string
  /** A calendar day, `2026-11-24`. */
  value?: string | null
  onChange: (value: string | null) => void
  error?: ReactNode
  description?: ReactNode
  required?: boolean
  size?: 'xs' | 'sm'
  minDate?: string
  maxDate?: string
}

const Loaded = lazy(() => import('./date-input.tsx'))

/** A calendar day. The calendar itself is loaded when first shown; the field has its full height from the start. */
export function DateField(props: DateFieldProps) {
  const { label, value, description, required, size = 'sm' } = props
  return (
    <Suspense
      fallback={
        <TextInput
          label={label}
          size={size}
          value={value ?? ''}
          description={description}
          required={required ?? false}
          readOnly
        />
      }
    >
      <Loaded {...props} />
    </Suspense>
  )
}
