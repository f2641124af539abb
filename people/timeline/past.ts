/** What was done when something was written down. */
export const pastWords = {
  note: { text: 'Note', icon: 'note' },
  call: { text: 'Call', icon: 'phone' },
  meeting: { text: 'Meeting', icon: 'walk' },
  mail: { text: 'E-mail', icon: 'mail' },
  task: { text: 'Task', icon: 'done' },
} as const
