/** The places in the race, in order, as they read on screen. */
export const stageOptions = [
  { value: 'target', label: 'Target' },
  { value: 'person', label: 'Person' },
  { value: 'lead', label: 'Lead' },
  { value: 'ready', label: 'Ready' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'offered', label: 'Offered' },
  { value: 'working', label: 'Working' },
  { value: 'qualified', label: 'Qualified' },
  { value: 'customer', label: 'Customer' },
] as const

/** How somebody came to be known. */
export const createdViaWords = [
  { value: 'form', label: 'A form' },
  { value: 'capture', label: 'Quick capture' },
  { value: 'import', label: 'An import' },
  { value: 'manual', label: 'By hand' },
  { value: 'api', label: 'A program' },
] as const
