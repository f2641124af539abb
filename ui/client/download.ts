const readWithinMs = 60_000

/** Gives the person a file that a call has answered with, or one made here, under its own name. */
export function download(file: File): void {
  const href = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href, download: file.name }).click()
  // The browser begins to read after the click: taken away at once, the file would have no name, or be none.
  setTimeout(() => URL.revokeObjectURL(href), readWithinMs)
}
