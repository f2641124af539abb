/** Every endpoint of Baton, by area: what the browser's client and the REST API are made of. */
export const contract = {}

export type Contract = typeof contract
