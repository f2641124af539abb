/** Who works here: members with role and reach, teams, invitations, the first account, and who asks. */
export { membersArrive } from './arriving.ts'
export { actsStill, identify, signedIn } from './identify.ts'
export { checkOwner } from './owner.ts'
export { PERMISSIONS, type Permission, ROLES, type Role } from './permissions.ts'
export { alikeInReach, type Colleague, colleagues, whoSees } from './seeing.ts'
export { createFirstAccount } from './setup.ts'
export {
  activeMembers,
  addMember,
  findMember,
  findTeam,
  firmZone,
  foundWorkspace,
  holdMembers,
  isSolo,
  memberName,
  memberNames,
  membersByName,
  membersOf,
  membersSeeing,
  renameMember,
} from './store.ts'
