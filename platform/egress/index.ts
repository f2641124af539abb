/** The one way out: whoever calls an address of the world from the server does it here. */
export { isPublicAddress } from './address.ts'
export { addressOfHost, type CallOut, callOut, EgressError } from './egress.ts'
