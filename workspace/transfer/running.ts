import { access } from 'node:fs/promises'
import { uuidv7 } from '#platform/clock'
import { afterRaces, type Db, isOutage } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { Importer, ImportFiles, JobContext } from '#platform/registry'
import { refusedUndo, undo } from '#workspace/audit'
import { problemSentence, statementTimeoutMs } from './bring.ts'
import {
  asking,
  bringChunk,
  chunksOf,
  counted,
  mostAtOnce,
  noCounts,
  proposedFor,
  type RefusedRow,
  readerFor,
} from './chunk.ts'
import type { Unknown } from './contract.ts'
import { filesIn } from './reading/archive.ts'
import { FileProblem } from './reading/problem.ts'
import { recogniseFile } from './reading/recognise-file.ts'
import { sniffPath } from './reading/sniff-path.ts'
import { stillMayBring } from './rights.ts'
import {
  changeImport,
  type DueImport,
  findImport,
  forgetRefusals,
  type Import,
  keepRefusals,
  letGoOn,
  mostStayedKept,
  othersWait,
} from './store.ts'
import { summaryOf } from './summary.ts'
import { pathOf } from './upload.ts'

const topics = ['imports', 'contacts', 'companies', 'deals', 'products', 'members', 'files', 'tasks']
export const leaseMs = 10_000
const heartbeatMs = 1_000
const undoTimeoutMs = 600_000
/** Of a dry run; how many there are in all is counted. */
const mostRefusalsRehearsed = 10_000

/** Somebody paused or cancelled it, another process has it, or this one is being stopped: not a fault. */
class Stopped extends Error {}
/** Another firm waits. */
class TurnOver extends Error {}
class Rehearsed extends Error {}

type Work = {
  context: JobContext
  due: DueImport
  file: string
  inside: Inside
  say: Say
  /** By the clock of this process. */
  turnEndsAt: number
}
type Inside = <T>(
  fn: (db: Db, now: Date) => Promise<T>,
  operation?: { id: string; kind: string; label: string },
  timeoutMs?: number,
) => Promise<T>
/** What the heartbeat writes beside the lease, of work that is one long transaction. */
type Say = { counts?: Import['counts']; isStopped?: boolean }

/** Does the next step of an import, or of one that is being brought in as much as its turn allows. */
export async function step(context: JobContext, due: DueImport, turnEndsAt: number): Promise<void> {
  const { database, clock, dataFolder, log } = context
  const { actor } = await database.tenant(
    { workspaceId: due.workspaceId, actor: 'engine', now: clock.now() },
    async (db) => ({ actor: `member:${(await findImport(db, due.id)).created_by}` }),
  )
  const inside: Inside = (fn, operation, timeoutMs = statementTimeoutMs) => {
    const now = clock.now()
    const access = { workspaceId: due.workspaceId, actor, now, statementTimeoutMs: timeoutMs }
    return database.tenant({ ...access, ...(operation && { operation }) }, (db) => fn(db, now))
  }
  const say: Say = {}
  const file = pathOf(dataFolder, due.workspaceId, due.id)
  const work: Work = { context, due, file, inside, say, turnEndsAt }
  const heart = beat(work)
  try {
    await steps[due.state as keyof typeof steps](work)
  } catch (error) {
    await heart.stop()
    // With the database away nothing can be said; once it is back, the lease has run out and the import goes on.
    if (isOutage(error)) throw error
    if (error instanceof TurnOver) return await inside((db, now) => letGoOn(db, due.id, now))
    const released = error instanceof Stopped
    const problem =
      problemSentence(error) ??
      'Something broke on our side. What is in is in: try again, it goes on where it stopped.'
    if (!released && !problemSentence(error)) log.error({ err: error, import: due.id }, 'an import failed')
    await inside(async (db, now) => {
      if (released)
        await db.updateTable('import').set({ lease_until: null }).where('id', '=', due.id).execute()
      else await changeImport(db, due.id, { states: [due.state] }, { state: 'failed', problem }, now)
      topicChanged(db, 'imports')
    })
    if (released && context.signal.aborted) return
  } finally {
    await heart.stop()
  }
}

/** Keeps the lease and tells how far it is; notices when the import is no longer ours to do. */
function beat({ context, due, inside, say }: Work): { stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  const next = () => {
    timer = setTimeout(() => {
      last = inside(async (db, now) => {
        const held = await db
          .updateTable('import')
          .set({
            lease_until: new Date(now.getTime() + leaseMs),
            ...(say.counts && { counts: JSON.stringify(say.counts) }),
          })
          .where('id', '=', due.id)
          .where('state', '=', due.state)
          .executeTakeFirst()
        if (Number(held.numUpdatedRows) === 0) say.isStopped = true
        if (say.counts) topicChanged(db, 'imports')
      })
        .catch((error) => context.log.error({ err: error, import: due.id }, 'an import lost its heartbeat'))
        .then(next)
    }, heartbeatMs)
  }
  next()
  return {
    stop: async () => {
      clearTimeout(timer)
      await last
      clearTimeout(timer)
    },
  }
}

const goOn = ({ context, say }: Work) => {
  if (context.signal.aborted || say.isStopped) throw new Stopped()
}

/** After a chunk: once its turn is over, an import leaves off where another firm has one that nobody works on. */
async function makeWay({ context, due, turnEndsAt }: Work): Promise<void> {
  if (performance.now() < turnEndsAt) return
  const now = context.clock.now()
  if (await context.database.engine((db) => othersWait(db, due.workspaceId, now))) throw new TurnOver()
}

const steps = { reading, checking, applying, undoing }

async function opened(work: Work, it: Pick<Import, 'fileName' | 'record'>) {
  await access(work.file).catch(() => {
    throw new FileProblem(
      'The file is not on this machine. Machines that share a database must share the folder imports of BATON_DATA too; or send the file again.',
    )
  })
  const sniffed = await sniffPath(work.file, it.fileName)
  if (sniffed.kind === 'refused') throw new FileProblem(sniffed.reason)
  const file = await recogniseFile(work.file, sniffed, {
    ...(it.record && { record: it.record }),
    fileName: it.fileName,
  })
  return { sniffed, file }
}

const importerOf = ({ context }: Work, record: Import['record']): Importer => {
  const importer = context.registry.importers.find((it) => it.record === record)
  if (!importer) throw new Error(`Nobody brings ${record} in`)
  return importer
}

const sourceOf = (
  { context, due }: Work,
  importer: Importer,
  { fileName, created_by: by }: Pick<Import, 'fileName' | 'created_by'>,
  files: ImportFiles | null,
) => ({
  ...{ importer, others: context.registry.importers, fileName, secret: context.secret, files, by },
  rehearsed: due.state === 'checking',
})

async function reading(work: Work): Promise<void> {
  const it = await work.inside((db) => findImport(db, work.due.id))
  const { sniffed, file } = await opened(work, it)
  const recognised = summaryOf(file, sniffed)
  await work.inside(async (db, now) => {
    await forgetRefusals(db, it.id)
    const mapping = await proposedFor(db, importerOf(work, file.record), file)
    const change = { state: 'read' as const, record: file.record, recognised, mapping, counts: noCounts() }
    await changeImport(db, it.id, { states: ['reading'] }, change, now)
    topicChanged(db, 'imports')
  })
}

/** A dry run is the run itself in one transaction that is taken back. */
async function checking(work: Work): Promise<void> {
  const it = await work.inside((db) => findImport(db, work.due.id))
  const { sniffed, file } = await opened(work, it)
  const importer = importerOf(work, it.record)
  await using files = await filesIn(work.file, sniffed)
  const source = sourceOf(work, importer, it, files)
  const unknown: Unknown[] = []
  const ask = asking(unknown)
  const refused: RefusedRow[] = []
  let counts = noCounts()
  try {
    await work.inside(
      async (db, now) => {
        const reader = await readerFor(db, importer, file, it.mapping!, now)
        for await (const rows of chunksOf(work.file, sniffed, mostAtOnce(importer, it.mapping!))) {
          const chunk = await bringChunk(db, source, reader, rows, now, ask)
          counts = counted(counts, chunk)
          work.say.counts = counts
          refused.push(...chunk.refused.slice(0, mostRefusalsRehearsed - refused.length))
          goOn(work)
        }
        throw new Rehearsed()
      },
      { id: uuidv7(work.context.clock.now()), kind: 'imports.check', label: '' },
    )
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error
  }
  await work.inside(async (db, now) => {
    await forgetRefusals(db, it.id)
    await keepRefusals(db, it.id, refused)
    const change = { state: 'checked' as const, counts, found: { unknown } }
    await changeImport(db, it.id, { states: ['checking'] }, change, now)
    topicChanged(db, 'imports')
  })
}

/** Each chunk is one transaction together with how far the import is: whatever is killed, the next run goes on after it. */
async function applying(work: Work): Promise<void> {
  const it = await work.inside((db) => findImport(db, work.due.id))
  const { sniffed, file } = await opened(work, it)
  const importer = importerOf(work, it.record)
  await using files = await filesIn(work.file, sniffed)
  const source = sourceOf(work, importer, it, files)
  const operation = { id: it.operation_id!, kind: 'imports.bring', label: `Imported ${it.fileName}` }
  const reader = await work.inside((db, now) => readerFor(db, importer, file, it.mapping!, now), operation)
  let { counts, cursor_line: cursor } = it
  let { unknown } = it.found
  for await (const rows of chunksOf(work.file, sniffed, mostAtOnce(importer, it.mapping!), cursor)) {
    goOn(work)
    const to = rows.at(-1)!.line
    const bring = () =>
      work.inside(async (db, now) => {
        await stillMayBring(db, it)
        const asked = structuredClone(unknown)
        const chunk = await bringChunk(db, source, reader, rows, now, asking(asked))
        const sum = counted(counts, chunk)
        await keepRefusals(db, work.due.id, chunk.refused)
        const change = { counts: sum, cursor_line: to, found: { unknown: asked } }
        if (!(await changeImport(db, work.due.id, { states: ['applying'], cursor }, change, now)))
          throw new Stopped()
        topicChanged(db, 'imports')
        return { sum, asked }
      }, operation)
    const { sum, asked } = await afterRaces(bring)
    counts = sum
    unknown = asked
    cursor = to
    await makeWay(work)
  }
  await work.inside(async (db, now) => {
    await changeImport(db, it.id, { states: ['applying'] }, { state: 'done', finished_at: now }, now)
    topicChanged(db, ...topics)
  })
}

async function undoing(work: Work): Promise<void> {
  const { context, inside } = work
  const it = await inside((db) => findImport(db, work.due.id))
  const operation = {
    id: uuidv7(context.clock.now()),
    kind: 'imports.undo',
    label: `Took back the import of ${it.fileName}`,
  }
  const takeBack = () =>
    inside(
      async (db, now) => {
        const { restored } = context.registry
        const { conflicts } = await undo(db, it.operation_id!, operation.id, restored, now).catch((error) => {
          throw refusedUndo(error)
        })
        const kept = conflicts.slice(0, mostStayedKept)
        const change = { state: 'undone' as const, conflicts: kept, finished_at: now }
        await changeImport(db, it.id, { states: ['undoing'] }, change, now)
        topicChanged(db, ...topics)
      },
      operation,
      undoTimeoutMs,
    )
  await afterRaces(takeBack)
}
