const [kb, mb] = [1024, 1024 * 1024]

/** How large a file is, as somebody says it; what is a little too large does not look as if it fitted. */
export const inBytes = (bytes: number): string =>
  bytes < kb
    ? `${bytes} bytes`
    : bytes < mb
      ? `${Math.round(bytes / kb)} kB`
      : `${Math.ceil((bytes / mb) * 10) / 10} MB`
