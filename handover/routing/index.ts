/** Who gets a lead: rules by field and product line, then turn by capacity. */
export type { Tried } from './route.ts'
export { membersFor, type RouteWish, route, routeKeys, routingRules } from './store.ts'
