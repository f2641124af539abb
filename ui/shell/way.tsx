import { Link as RouterLink, useLocation, useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { type AnchorHTMLAttributes, useCallback, useMemo, useRef } from 'react'

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { to: string }

const exact = { exact: true }
/** No class of the router's: a link to the page at hand looks as every other one in a text. */
const plain = {}

/** A link inside the app; other windows, middle click and copying work as everywhere. */
export function Link({ to, ...rest }: LinkProps) {
  return (
    <RouterLink {...(rest as object)} to={to} preload="intent" activeOptions={exact} activeProps={plain} />
  )
}

/** Goes to an address of the app. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate()
  return useCallback((to, { replace = false } = {}) => void navigate({ href: to, replace }), [navigate])
}

/** A part of the address: `useParam('id')` on `/people/$id`. A missing one is a fault. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  const value = params[name]
  if (value === undefined) throw new Error(`The address has no ${name}`)
  return value
}

/** One text in the search part of the address; it survives reload and back. `''` takes it out. */
export function useUrl(name: string, fallback = ''): [string, (value: string) => void] {
  const search = useLocation({ select: (location) => location.searchStr })
  const router = useRouter()
  const value = useMemo(() => new URLSearchParams(search).get(name) ?? fallback, [search, name, fallback])
  const set = useCallback(
    (next: string) => {
      const { pathname, searchStr } = router.latestLocation
      const params = new URLSearchParams(searchStr)
      if (next === fallback) params.delete(name)
      else params.set(name, next)
      const text = params.toString()
      void router.navigate({
        href: text ? `${pathname}?${text}` : pathname,
        replace: true,
        resetScroll: false,
      })
    },
    [router, name, fallback],
  )
  return [value, set]
}

/** The same for a structure, such as filters; what can't be read counts as the fallback. */
export function useUrlJson<T>(name: string, fallback: T): [T, (value: T) => void] {
  const [text, setText] = useUrl(name)
  const kept = useRef(fallback)
  const value = useMemo(() => {
    if (!text) return kept.current
    try {
      return JSON.parse(text) as T
    } catch {
      return kept.current // an address typed by hand is no fault
    }
  }, [text])
  const set = useCallback(
    (next: T) => {
      const written = JSON.stringify(next)
      setText(written === JSON.stringify(kept.current) ? '' : written)
    },
    [setText],
  )
  return [value, set]
}

/** Several texts in the search part of the address at once; `null` takes one out. */
export function useUrlParts(): [URLSearchParams, (change: Record<string, string | null>) => void] {
  const search = useLocation({ select: (location) => location.searchStr })
  const router = useRouter()
  const parts = useMemo(() => new URLSearchParams(search), [search])
  const set = useCallback(
    (change: Record<string, string | null>) => {
      const { pathname, searchStr } = router.latestLocation
      const params = new URLSearchParams(searchStr)
      for (const [name, value] of Object.entries(change))
        if (value === null) params.delete(name)
        else params.set(name, value)
      const text = params.toString()
      void router.navigate({
        href: text ? `${pathname}?${text}` : pathname,
        replace: true,
        resetScroll: false,
      })
    },
    [router],
  )
  return [parts, set]
}

/** The path alone: `/people`. */
export const usePath = (): string => useLocation({ select: (location) => location.pathname })

/** Path and search part: `/people` and `?q=anna`. */
export const usePlace = (): { path: string; search: string } => {
  const path = usePath()
  const search = useLocation({ select: (location) => location.searchStr })
  return { path, search }
}
