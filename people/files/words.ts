const [kb, mb] = [1024, 1024 * 1024]

/** How large a file is, as somebody says it. */
export const inBytes = (bytes: number): string =>
  bytes < kb
    ? `${bytes} bytes`
    : bytes < mb
      ? `${Math.round(bytes / kb)} kB`
      : `${(bytes / mb).toFixed(1)} MB`
