/** Sizes apart from the contract, which a screen would load with all that checks it. */

export const largestFileBytes = 25 * 1024 * 1024
/** A part of a file on its way in, at most; each but the last has at least `smallestPartBytes`. */
export const partBytes = 4 * 1024 * 1024
export const smallestPartBytes = 256 * 1024
