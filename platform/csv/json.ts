import { writtenFile } from './written.ts'

/** Records as a JSON array, one a line. */
export const jsonFile = (name: string, pages: AsyncIterable<readonly object[]>): Promise<File> =>
  writtenFile(name, 'application/json', lines(pages))

async function* lines(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const rows of pages) {
    if (rows.length === 0) continue
    yield before + rows.map((row) => JSON.stringify(row)).join(',\n')
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}
