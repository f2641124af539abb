import { afterEach, expect, it, vi } from 'vitest'
import { safePath } from './screens/authenticate.ts'

afterEach(() => void vi.unstubAllGlobals())

it.each([
  ...['https://evil.example/x', '//evil.example', '/\\evil.example', '/\t/evil.example', '\\\\evil.example'],
  ...['javascript:alert(1)', ' //evil.example', '//evil.example//evil.example/x', 'x', ''],
  // What is left of these once the dots are read begins with two slashes, which a browser takes for a host.
  ...[
    '/.//evil.example',
    '/..//evil.example',
    '/a/../..//evil.example',
    '/%2e//evil.example',
    '/./\\evil.example',
  ],
])('after sign-in nobody is led to “%s”', (wanted) => {
  vi.stubGlobal('location', { origin: 'https://baton.firm.example' })
  expect(safePath(wanted)).toBe('/')
})

it('after sign-in everybody is led back to their page', () => {
  vi.stubGlobal('location', { origin: 'https://baton.firm.example' })
  expect(safePath('/contacts?q=a#b')).toBe('/contacts?q=a#b')
})
