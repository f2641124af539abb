import ipaddr from 'ipaddr.js'

/**
 * Whether an address is one of the public internet. IPv6 must be global unicast (2000::/3) and none of the kinds that
 * carry an IPv4 address inside; what merely looks like IPv6 (::ffff:127.0.0.1) is judged as the IPv4 that it is.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || (address.toByteArray()[0]! & 0xe0) === 0x20
}
