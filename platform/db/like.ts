/** A pattern of `like` for whatever holds this text somewhere, read as it stands: `%` and `_` in it mean themselves. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
