import { mostFiles } from './contract.ts'
import { largestFileBytes } from './sizes.ts'

const inMb = (bytes: number) => `${Math.ceil(bytes / (1024 * 1024))} MB`

/** Why a file of this size can't be kept, however it comes. */
export function sizeProblem(sizeBytes: number): { code: string; message: string } | null {
  if (sizeBytes === 0) return { code: 'empty_file', message: 'This file is empty.' }
  if (sizeBytes <= largestFileBytes) return null
  return {
    code: 'too_large',
    message: `This file is ${inMb(sizeBytes)}; at most ${inMb(largestFileBytes)} are kept. Make it smaller, or keep it elsewhere and write its address into a note.`,
  }
}

export const noRoom = `There are ${mostFiles} files here already. Delete some first.`
