/** Gives the person a file that a call has answered with, or one made here, under its own name. */
export function download(file: File): void {
  const href = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href, download: file.name }).click()
  URL.revokeObjectURL(href)
}
