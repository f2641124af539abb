import { describe, expect, it } from 'vitest'
import { deviceOf } from './device.ts'

describe('a browser', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari on iPhone'],
    ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge on Windows'],
    ['Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36', 'Chrome on Android'],
    ['curl/8.5', 'A program without a name'],
    [null, 'A program without a name'],
  ])('%s reads %s', (agent, says) => expect(deviceOf(agent)).toBe(says))
})
