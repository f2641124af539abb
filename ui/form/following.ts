import { useEffect, useRef } from 'react'

/** The part of Mantine's form that following needs. */
type AnyForm<Values> = {
  isDirty: () => boolean
  setValues: (values: Values) => void
  resetDirty: (values: Values) => void
}

/**
 * Keeps a form at what is stored: when that becomes something else, as by an undo or a colleague, the fields follow,
 * unless somebody typed since. What was just saved counts as stored, so it wants `form.resetDirty()` after saving.
 */
export function useFollowing<Values>(form: AnyForm<Values>, stored: Values): void {
  const key = JSON.stringify(stored)
  const shown = useRef(key)
  useEffect(() => {
    if (shown.current === key) return
    shown.current = key
    const values = JSON.parse(key) as Values
    if (!form.isDirty()) form.setValues(values)
    form.resetDirty(values)
  }, [form, key])
}
