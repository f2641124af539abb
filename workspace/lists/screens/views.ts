import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { failToast } from '#ui/pieces'
import { usePlace, useUrlParts } from '#ui/shell'
import { type FilterGroup, noFilter, type SeenBy, type Sort } from '#ui/table'
import { undoable } from '#workspace/audit/screens'
import type { ListRecord } from '../contract.ts'
import { type Look, names, shapeIn } from './list-state.ts'

const pauseMs = 1000
type Saved = Record<string, unknown>

/** A saved view as a look; what an older one doesn't say is as usual. */
function lookIn(saved: Saved, usual: Look): Look {
  const filter = saved.filter as FilterGroup | undefined
  const sort = saved.sort as Sort | undefined
  return {
    q: typeof saved.q === 'string' ? saved.q : '',
    filter: filter && Array.isArray(filter.items) ? filter : noFilter,
    sort: sort?.column ? sort : usual.sort,
    columns: Array.isArray(saved.columns) ? (saved.columns as string[]) : null,
    as: shapeIn(saved.as),
    group: typeof saved.group === 'string' ? saved.group : null,
    sum: typeof saved.sum === 'string' ? saved.sum : null,
  }
}

/** What of an address is kept for the next time: the view, filter, order and columns, not the words of a search. */
function placeOf(search: string): string {
  const params = new URLSearchParams(search)
  const kept = ['view', ...names.filter((name) => name !== 'q')].flatMap((name) => {
    const value = params.get(name)
    return value === null ? [] : [[name, value]]
  })
  return new URLSearchParams(kept).toString()
}

/** The saved views of a list, the one that is open, and where this member was last. */
export function useViews(record: ListRecord, usual: Look) {
  const queries = useQueryClient()
  const { data, error } = useQuery(
    orpc.views.list.queryOptions({ input: { record }, staleTime: Number.POSITIVE_INFINITY }),
  )
  const [parts, setParts] = useUrlParts()
  const { path, search } = usePlace()
  const home = useRef(path)
  const active = parts.get('view')
  const current = data?.rows.find((view) => view.id === active)
  const base = useMemo(() => (current ? lookIn(current.definition, usual) : usual), [current, usual])
  const restored = useRef(search !== '')
  const kept = useRef<string>(undefined)
  const ready = data !== undefined || error !== null
  useEffect(() => {
    if (!data || restored.current) return
    restored.current = true
    if (search !== '') return // who was faster than the views is where they want to be
    kept.current = data.last
    if (data.last) setParts(Object.fromEntries(new URLSearchParams(data.last)))
  }, [data, search, setParts])
  const remember = useDebouncedCallback(
    (place: string) => {
      // Whoever comes back here finds it without asking anew.
      const key = orpc.views.list.queryKey({ input: { record } })
      queries.setQueryData(key, (before) => before && { ...before, last: place })
      void client.views.remember({ record, place }).catch(() => {
        kept.current = undefined // whoever may not keep it begins anew next time
      })
    },
    { delay: pauseMs, flushOnUnmount: true },
  )
  useEffect(() => {
    // On the way out the address is another page's already, and says nothing of this list.
    if (!data || !restored.current || path !== home.current) return
    const place = placeOf(search)
    if (place === (kept.current ?? data.last) || place.length > 8000) return
    kept.current = place
    remember(place)
  }, [data, path, search, remember])
  const reload = () => queries.invalidateQueries({ queryKey: orpc.views.key() })
  const pick = (id: string | null) => {
    restored.current = true
    kept.current = id === null ? '' : placeOf(`view=${id}`)
    remember(kept.current) // whoever leaves at once has been there all the same
    setParts({ ...Object.fromEntries(names.map((name) => [name, null])), view: id })
  }
  const act = async (run: () => Promise<{ operationId: string | null }>, told: string) => {
    try {
      const { operationId } = await run()
      await reload()
      undoable(told, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'The views are as they were.')
    }
  }
  return {
    ready,
    base,
    active: current ? current.id : null,
    views: (data?.rows ?? []).map(({ id, name, seenBy, mine, mayChange, maker }) => ({
      id,
      name,
      seenBy,
      ...(!mine && { maker }),
      fixed: !mayChange,
    })),
    pick,
    save: (name: string, seenBy: SeenBy, look: Look) =>
      act(async () => {
        const made = await client.views.create({ record, name, seenBy, definition: look })
        await reload()
        pick(made.id)
        return made
      }, `The view “${name}” is saved.`),
    update: (look: Look) =>
      current &&
      act(async () => {
        const done = await client.views.update({ id: current.id, definition: look })
        await reload()
        pick(current.id)
        return done
      }, `The view “${current.name}” is changed.`),
    rename: (id: string, name: string, seenBy: SeenBy) =>
      act(() => client.views.update({ id, name, seenBy }), `The view is “${name}” now.`),
    remove: (id: string) =>
      act(async () => {
        const done = await client.views.remove({ id })
        pick(null)
        return done
      }, 'The view is deleted.'),
  }
}
