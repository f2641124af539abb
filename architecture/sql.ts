/** Which tables a piece of SQL touches, and how; by its words, for PostgreSQL as we write it. */
export type SqlUse = {
  /** Without `public.`; '?' where the name is put in by code. */
  table: string
  /** make: create table · alter: its shape, grants, triggers · refer: a foreign key · write · read. */
  act: 'make' | 'alter' | 'refer' | 'write' | 'read'
}

const endsList = new Set(
  `where join left right inner full cross on group order limit union returning for set having natural window offset fetch
   except intersect select when do values loop then using`.split(/\s+/),
)
const notUpdate = new Set([
  'for',
  'do',
  'on',
  'or',
  'before',
  'after',
  'key',
  ',',
  'grant',
  'revoke',
  'of',
  'instead',
])

export function tablesInSql(sql: string): SqlUse[] {
  const words = tokens(sql)
  const local = withNames(words)
  const uses: SqlUse[] = []
  const add = (act: SqlUse['act'], at: number) => {
    const name = nameAt(words, at)
    if (!name) return at
    const isFunction = act === 'read' && words[name.next] === '('
    if (!isFunction && !(act === 'read' && local.has(name.table))) uses.push({ table: name.table, act })
    return name.next
  }
  /** After optional words: `only`, `if not exists`, `table`. */
  const past = (at: number, ...skip: string[]) => {
    let i = at
    while (skip.includes(words[i] ?? '')) i++
    return i
  }
  const onNext = (at: number, act: SqlUse['act']) => {
    const on = words.indexOf('on', at)
    if (on !== -1) add(act, past(on + 1, 'only'))
  }
  for (let i = 0; i < words.length; i++) {
    const [before, word, after] = [words[i - 1] ?? '', words[i]!, words[i + 1] ?? '']
    if (word === 'create') {
      const what = past(i + 1, 'or', 'replace', 'unique', 'unlogged', 'constraint')
      if (words[what] === 'table') {
        const next = add('make', past(what + 1, 'if', 'not', 'exists'))
        if (words[next] === 'partition') add('alter', next + 2)
      } else if (['temp', 'temporary'].includes(words[what] ?? ''))
        local.add(words[past(what + 1, 'table')] ?? '')
      else if (['index', 'policy', 'trigger'].includes(words[what] ?? '')) onNext(what, 'alter')
    } else if (word === 'drop' && (after === 'policy' || after === 'trigger')) onNext(i, 'alter')
    else if ((word === 'alter' || word === 'drop') && after === 'table')
      add('alter', past(i + 2, 'if', 'exists', 'only'))
    else if (word === 'comment' && after === 'on' && words[i + 2] === 'table') add('alter', i + 3)
    else if (word === 'comment' && after === 'on' && words[i + 2] === 'column') {
      const column = nameAt(words, i + 3)?.table ?? ''
      uses.push({ table: column.slice(0, column.lastIndexOf('.')), act: 'alter' })
    } else if (word === 'references') add('refer', i + 1)
    else if (word === 'truncate') add('write', past(i + 1, 'table', 'only'))
    else if (word === 'lock' && after === 'table') add('write', i + 2)
    else if (word === 'copy') add(words.indexOf('to', i) === i + 2 ? 'read' : 'write', i + 1)
    else if (word === 'into' && (before === 'insert' || before === 'merge')) add('write', i + 1)
    else if (word === 'update' && !notUpdate.has(before) && after !== 'on') add('write', past(i + 1, 'only'))
    else if (word === 'from' && before === 'delete') add('write', past(i + 1, 'only'))
    else if (word === 'join') add('read', past(i + 1, 'lateral', 'only', '('))
    else if ((word === 'from' && !isDistinctFrom(words, i)) || word === 'using')
      list(words, i + 1, (at) => add('read', at))
  }
  return uses
}

const isDistinctFrom = (words: string[], i: number) =>
  words[i - 1] === 'distinct' && ['is', 'not'].includes(words[i - 2] ?? '')

/** Walks `a, b as x, unnest(…) u, lateral (…)` and calls `item` where a name may stand. */
function list(words: string[], start: number, item: (at: number) => number): void {
  let i = start
  for (;;) {
    while (['only', 'lateral'].includes(words[i] ?? '')) i++
    if (words[i] !== '(') i = item(i)
    else if (!isQuery(words[i + 1])) item(i + 1)
    while (i < words.length && words[i] !== ',') {
      if (words[i] === '(') i = closing(words, i)
      else if (!/^[\w"?]/.test(words[i]!) || endsList.has(words[i]!)) return
      i++
    }
    if (words[i] !== ',') return
    i++
  }
}

const isQuery = (word: string | undefined) => word === 'select' || word === 'values' || word === 'with'

function closing(words: string[], open: number): number {
  let depth = 0
  for (let i = open; i < words.length; i++) {
    if (words[i] === '(') depth++
    else if (words[i] === ')' && --depth === 0) return i
  }
  return words.length
}

/** Names that a WITH gives: they hide tables of the same name. */
function withNames(words: string[]): Set<string> {
  const found = new Set<string>()
  for (let i = 0; i < words.length; i++) {
    if (!['with', 'recursive', ','].includes(words[i]!)) continue
    const name = words[i + 1]
    if (!name || !/^\w/.test(name)) continue
    let at = i + 2
    if (words[at] === '(') at = closing(words, at) + 1
    if (words[at] !== 'as') continue
    at++
    while (['not', 'materialized'].includes(words[at] ?? '')) at++
    if (words[at] === '(') found.add(name)
  }
  return found
}

/** A table's name and where it ends; a function call is none. */
function nameAt(words: string[], at: number): { table: string; next: number } | undefined {
  if (!/^["\w?]/.test(words[at] ?? '')) return undefined
  const parts = [words[at]!]
  let next = at + 1
  while (words[next] === '.' && words[next + 1]) {
    parts.push(words[next + 1]!)
    next += 2
  }
  const table = parts.map((part) => part.replaceAll('"', '')).join('.')
  return { table: table.replace(/^public\./, ''), next }
}

/** Words, names and signs in lower case; comments and string values left out, bodies between $$ taken as SQL. */
function tokens(sql: string): string[] {
  const found: string[] = []
  const pattern = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$\w*\$|"[^"]+"|[A-Za-z_]\w*|[^\s]/g
  for (const [word] of sql.matchAll(pattern)) {
    if (/^(--|\/\*|\$\w*\$)/.test(word)) continue
    found.push(word.startsWith("'") ? "''" : word.startsWith('"') ? word : word.toLowerCase())
  }
  return found
}
