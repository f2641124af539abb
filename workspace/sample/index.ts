/** Sample firms: workspaces with a played past to look at, asked for and removed in one act. `apps/sample` plays them. */
export { emptyWorkspace, rowsOf } from './emptying.ts'
export { removeSample } from './removing.ts'
