import { isIP, isIPv4, SocketAddress } from 'node:net'
import ipaddr from 'ipaddr.js'

/** The address alone: some proxies name the port too, which is another at each connection, and a link names its zone. */
export const addressOf = (ip: string): string =>
  (isIP(ip) ? ip : (SocketAddress.parse(ip)?.address ?? ip)).split('%')[0]!

/** Whom a limit counts: one address, or of IPv6 the /64 that a single connection is given as a whole. */
export function placeOf(ip: string): string {
  if (isIPv4(ip)) return ip
  const bare = addressOf(ip)
  if (!ipaddr.isValid(bare)) return ip
  const address = ipaddr.process(bare)
  return address instanceof ipaddr.IPv6 ? address.parts.slice(0, 4).join(':') : address.toString()
}
