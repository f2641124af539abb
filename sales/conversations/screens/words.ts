/** How a mail is known to belong to its thread, where that says something of its sender. */
export const viaWords: Record<string, string> = {
  thread: 'Known by the mail that it answers',
  sender: 'Known only by its sender’s address, which anybody can write',
  log: 'Filed by a colleague',
}

export const bases = [
  { value: 'request', label: 'They asked about this' },
  { value: 'contract', label: 'They are under contract' },
  { value: 'legitimate_interest', label: 'A legitimate interest' },
  { value: 'consent', label: 'They agreed to mail from us' },
]

/** 12 KB, 3 MB: near enough to decide whether to save it. */
export const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
