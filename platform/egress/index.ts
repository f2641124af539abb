/** The one way out: whoever calls an address of the world from the server does it here. */
export { addressOfHost, type CallOut, callOut, EgressError } from './egress.ts'
