import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { invalidateTopics } from './live.ts'

describe('what a changed topic makes a browser fetch', () => {
  it('asks once more when the first answer was under way and may be older than the change', async () => {
    const queries = new QueryClient()
    let served = 'before'
    const answers: (() => void)[] = []
    const observer = new QueryObserver(queries, {
      queryKey: [['handovers', 'list']],
      queryFn: () => {
        const read = served
        return new Promise<string>((resolve) => answers.push(() => resolve(read)))
      },
    })
    const off = observer.subscribe(() => {})
    served = 'after'
    const told = invalidateTopics(queries, new Set(['handovers']))
    answers[0]!()
    while (answers.length < 2) await new Promise((resolve) => setImmediate(resolve))
    answers[1]!()
    await told
    expect(observer.getCurrentResult().data).toBe('after')
    off()
  })

  it('leaves alone what listens to another topic', async () => {
    const queries = new QueryClient()
    let asked = 0
    const observer = new QueryObserver(queries, { queryKey: [['deals', 'list']], queryFn: () => ++asked })
    const off = observer.subscribe(() => {})
    await observer.refetch()
    const before = asked
    await invalidateTopics(queries, new Set(['handovers']))
    expect(asked).toBe(before)
    await invalidateTopics(queries, new Set(['deals']))
    expect(asked).toBe(before + 1)
    off()
  })
})
