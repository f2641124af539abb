export { identify } from './identify.ts'
export { PERMISSIONS, type Permission, ROLES, type Role } from './permissions.ts'
