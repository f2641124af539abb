/** The seam to the server: typed calls, queries, problems, and the stream that keeps queries fresh. */
export { type Api, client, orpc } from './client.ts'
export { download } from './download.ts'
export { invalidateTopics, useLive } from './live.ts'
export { type Problem, problemOf, problemText, reach } from './problem.ts'
export { type Once, steadily } from './steadily.ts'
export { setWorkspace, useWorkspace, workspaceId } from './workspace.ts'
