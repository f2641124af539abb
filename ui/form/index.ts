/** Fields and forms: typed values in, the server's refusals beside the field they speak of. */
export { useForm } from '@mantine/form'
export { ChoiceCards } from './choice-cards.tsx'
export { DateField } from './date-field.tsx'
export { useFollowing } from './following.ts'
export { type Finding, FoundMultiSelect, FoundNames, FoundSelect } from './found.tsx'
export { InlineEdit } from './inline-edit.tsx'
export { InlineTags } from './inline-tags.tsx'
export { MoneyInput } from './money-input.tsx'
/** Reading days as people type them, loaded when it is needed. */
export const loadTypedDay = () => import('./typed-day.ts').then(({ typedDay }) => typedDay)
export { applyProblem, type Saving, SavingForm, useSaving } from './saving.tsx'
export { type EditKind, linesIn, type Option, ValueEditor } from './value-editor.tsx'
