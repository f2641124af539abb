import { expect, it } from 'vitest'
import { addressOf, placeOf } from './place.ts'

it.each([
  ['198.51.100.7', '198.51.100.7'],
  ['198.51.100.7:49152', '198.51.100.7'],
  ['2001:DB8::7', '2001:DB8::7'],
  ['[2001:db8::7]:49152', '2001:db8::7'],
  ['fe80::7%eth0', 'fe80::7'],
  ['unknown', 'unknown'],
])('of %s the address is %s', (said, address) => expect(addressOf(said)).toBe(address))

it.each([
  ['198.51.100.7:49152', '198.51.100.7:49153'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['2001:db8::7', '[2001:db8:0:0:ffff::1]:49152'],
  ['fe80::7%eth0', 'fe80::8'],
])('%s and %s are one place', (one, other) => expect(placeOf(one)).toBe(placeOf(other)))

it('two networks are two places', () =>
  expect(placeOf('2001:db8:0:1::1')).not.toBe(placeOf('2001:db8:0:2::1')))
