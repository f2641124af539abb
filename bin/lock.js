// One set-up of a checkout at a time, for two terminals or a start beside a test. Built-ins only, as setup.js.
import fs from 'node:fs'
import path from 'node:path'

const abandonedAfterMs = 600_000
const touchedEveryMs = 5_000

export const say = (text) => process.stderr.write(`baton: ${text}\n`)

/**
 * Runs `work(join)` while holding the lock, waiting for another holder. The lock is a folder put in place whole by a
 * rename. It is put aside when its process and those that joined (npm outlives us) have gone, or when nobody has
 * touched it for ten minutes: their numbers then belong to others.
 */
export async function withLock(lock, work) {
  fs.mkdirSync(path.dirname(lock), { recursive: true })
  const mine = fs.mkdtempSync(`${lock}.`)
  fs.writeFileSync(path.join(mine, 'pids'), String(process.pid))
  for (let waited = false; !place(mine, lock); ) {
    const holders = readHolders(lock)
    if (isAbandoned(lock, holders)) putAside(lock, `${mine}.old`, holders)
    else {
      if (!waited) say(`waiting for another set-up (process ${holders}) …`)
      waited = true
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  const beat = setInterval(() => touch(lock), touchedEveryMs)
  try {
    await work((pid) => fs.appendFileSync(path.join(lock, 'pids'), ` ${pid}`))
  } finally {
    clearInterval(beat)
    fs.rmSync(lock, { recursive: true, force: true })
  }
}

/** False if another's folder is there: a folder that is not empty is never replaced. */
function place(mine, lock) {
  touch(mine)
  return ignoring(['ENOTEMPTY', 'EEXIST', 'EPERM'], () => fs.renameSync(mine, lock))
}

/** Takes an abandoned lock away; if another process was quicker and this is its new one, puts that back. */
function putAside(lock, aside, holders) {
  if (!ignoring(['ENOENT'], () => fs.renameSync(lock, aside))) return
  if (readHolders(aside) !== holders)
    ignoring(['ENOTEMPTY', 'EEXIST', 'EPERM'], () => fs.renameSync(aside, lock))
  fs.rmSync(aside, { recursive: true, force: true })
}

function isAbandoned(lock, holders) {
  const state = fs.statSync(lock, { throwIfNoEntry: false })
  if (!state || !holders) return false
  return Date.now() - state.mtimeMs > abandonedAfterMs || !holders.split(' ').some(isAlive)
}

function isAlive(pid) {
  try {
    return process.kill(Number(pid), 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Process numbers with a space between; empty if the lock has just been released. */
function readHolders(lock) {
  let text = ''
  ignoring(['ENOENT'], () => {
    text = fs.readFileSync(path.join(lock, 'pids'), 'utf8')
  })
  return text
}

function touch(folder) {
  fs.utimesSync(folder, new Date(), new Date())
}

/** Whether the act succeeded; false for an error with one of the codes. */
function ignoring(codes, act) {
  try {
    act()
    return true
  } catch (error) {
    if (codes.includes(error.code)) return false
    throw error
  }
}
