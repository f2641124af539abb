import { type ESTree, parseSync, Visitor } from 'rolldown/utils'

/** What one source file says that the law cares about; lines count from 1. */
export type Source = {
  imports: Import[]
  /** Calls of the query builder that name a table; `table` is null where the name is computed. */
  calls: { method: string; table: string | null; line: number }[]
  /** SQL in sql`…` templates and in strings that read as SQL; a `?` stands where a value or fragment is put in. */
  texts: { sql: string; tagged: boolean; line: number }[]
  /** Imports and parse errors that can't be judged. */
  unreadable: { line: number; says: string }[]
}
export type Import = { to: string; line: number; types: boolean }

const writers = ['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']
const joins = ['inner', 'left', 'right', 'full', 'cross'].flatMap((kind) => [
  `${kind}Join`,
  `${kind}JoinLateral`,
])
const loose = ['from', 'using']
const readers = ['selectFrom', ...loose, ...joins]
export const isWriter = (method: string) => writers.includes(method)

/** Parses TypeScript (and TSX) and collects imports of every kind, tables named in Kysely calls, and SQL texts. */
export function readSource(file: string, text: string): Source {
  const source: Source = { imports: [], calls: [], texts: [], unreadable: [] }
  const { program, errors } = parseSync(file, text)
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length
  for (const error of errors) source.unreadable.push({ line: 1, says: `can't be parsed: ${error.message}` })
  const constants = constantsOf(program)
  const seen = new WeakSet<object>()

  const addImport = (node: ESTree.Node | null | undefined, types: boolean) => {
    if (!node) return
    const to = textOf(node)
    if (to !== undefined && !to.includes('?')) source.imports.push({ to, line: lineOf(node.start), types })
    else
      source.unreadable.push({ line: lineOf(node.start), says: 'computes what it imports: write the path' })
  }
  const addText = (node: ESTree.Node) => {
    if (seen.has(node)) return
    const sql = textOf(node, seen)
    if (sql && readsAsSql(sql)) source.texts.push({ sql, tagged: false, line: lineOf(node.start) })
  }
  const addCall = (method: string, node: ESTree.Node | undefined) => {
    if (!node) return
    for (const name of tableNames(node, constants))
      if (name !== null || !loose.includes(method))
        source.calls.push({ method, table: name, line: lineOf(node.start) })
  }

  new Visitor({
    ImportDeclaration: (node) => addImport(node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => addImport(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => addImport(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => addImport(node.source, false),
    TSImportType: (node) => addImport(node.source, true),
    NewExpression: (node) => {
      const [first, second] = node.arguments
      const isUrl = node.callee.type === 'Identifier' && node.callee.name === 'URL'
      const code = first?.type === 'Literal' && /^\.{1,2}\/.*\.[jt]sx?$/.test(String(first.value))
      if (isUrl && code && second?.type === 'MemberExpression') addImport(first, false)
    },
    CallExpression: (node) => {
      const { callee } = node
      if (callee.type === 'Identifier' && callee.name === 'require') addImport(node.arguments[0], false)
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      const [owner, method] = [callee.object, callee.property.name]
      const on = owner.type === 'Identifier' ? owner.name : ''
      const ofLanguage = /^[A-Z]/.test(on) // Array.from, Buffer.from
      if (owner.type === 'MetaProperty' && method === 'glob') addImport(node, false)
      else if (on === 'sql' && method === 'table') addCall('sql.table', node.arguments[0])
      else if (isWriter(method) || (readers.includes(method) && !ofLanguage))
        addCall(method, node.arguments[0])
    },
    TaggedTemplateExpression: (node) => {
      if (node.tag.type !== 'Identifier' || node.tag.name !== 'sql') return
      seen.add(node.quasi)
      source.texts.push({ sql: templateText(node.quasi), tagged: true, line: lineOf(node.start) })
    },
    TSIndexedAccessType: (node) => {
      const { objectType: of, indexType: by } = node
      const ofTables =
        of.type === 'TSTypeReference' && of.typeName.type === 'Identifier' && of.typeName.name === 'Tables'
      if (ofTables && by.type === 'TSLiteralType') addCall('Tables[…]', by.literal)
    },
    BinaryExpression: addText,
    TemplateLiteral: addText,
    Literal: addText,
  }).visit(program)
  return source
}

/** The text of a string, template or sum of these, with `?` for what is put in; undefined if it is no text. */
function textOf(node: ESTree.Node, seen?: WeakSet<object>): string | undefined {
  seen?.add(node)
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node.type === 'TemplateLiteral') return templateText(node)
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined
  const [left, right] = [textOf(node.left, seen), textOf(node.right, seen)]
  return left === undefined && right === undefined ? undefined : (left ?? ' ? ') + (right ?? ' ? ')
}

function templateText(node: ESTree.TemplateLiteral): string {
  return node.quasis
    .map((part, index) => {
      const put = node.expressions[index]
      return (part.value.cooked ?? '') + (put ? (namedTable(put) ?? ' ? ') : '')
    })
    .join('')
}

/** `sql.table('deal')` inside a template reads as the word deal; a computed one as a name that can't be judged. */
function namedTable(node: ESTree.Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const { object, property } = node.callee
  if (object.type !== 'Identifier' || object.name !== 'sql' || property.type !== 'Identifier')
    return undefined
  if (!['table', 'id', 'ref', 'raw'].includes(property.name)) return undefined
  return (node.arguments[0] && textOf(node.arguments[0])) ?? '"?computed"'
}

/** Table names of a builder call's first argument; nothing for subqueries, null for a name that can't be read. */
function tableNames(node: ESTree.Node, constants: Constants): (string | null)[] {
  if (node.type === 'ArrayExpression')
    return node.elements.flatMap((it) => (it ? tableNames(it, constants) : []))
  if (
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSNonNullExpression'
  )
    return tableNames(node.expression, constants)
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap((it) => tableNames(it, constants))
  if (node.type === 'Identifier') {
    const value = constants.get(node.name)
    if (Array.isArray(value)) return value
    return value && value.type !== 'Identifier' ? tableNames(value, constants) : [null]
  }
  const text = textOf(node)
  if (text !== undefined) return [text.includes('?') ? null : text.split(/\s+as\s+/i)[0]!.trim()]
  const madeByCode = ['CallExpression', 'ArrowFunctionExpression', 'FunctionExpression']
  return madeByCode.includes(node.type) || node.type === 'TaggedTemplateExpression' ? [] : [null]
}

type Constants = Map<string, ESTree.Expression | string[]>

/** What a name in this file stands for: the value of a variable, or the choices of a parameter (`table: 'a' | 'b'`). */
function constantsOf(program: ESTree.Program): Constants {
  const found: Constants = new Map()
  const parameters = (node: { params: ESTree.ParamPattern[] }) => {
    for (const param of node.params) {
      const type = param.type === 'Identifier' ? param.typeAnnotation?.typeAnnotation : undefined
      const choices = type?.type === 'TSUnionType' ? type.types : type ? [type] : []
      const names = choices.flatMap((it) => (it.type === 'TSLiteralType' ? [textOf(it.literal)] : []))
      if (param.type === 'Identifier' && names.length > 0 && names.length === choices.length)
        found.set(
          param.name,
          names.filter((it) => it !== undefined),
        )
    }
  }
  new Visitor({
    VariableDeclarator: (node) => {
      if (node.id.type === 'Identifier' && node.init) found.set(node.id.name, node.init)
    },
    ArrowFunctionExpression: parameters,
    FunctionDeclaration: parameters,
    FunctionExpression: parameters,
  }).visit(program)
  return found
}

/** Whether a plain string is a statement and not a sentence: a verb of SQL and the word that must follow it. */
function readsAsSql(text: string): boolean {
  const start = text.replace(/^(\s|--[^\n]*\n)+/, '')
  return (
    /^select\b[\s\S]*\bfrom\b/i.test(start) ||
    /^with\b[\s\S]*\bas\b[\s\S]*\(/i.test(start) ||
    /^(insert|merge)\s+into\b/i.test(start) ||
    /^update\s+(only\s+)?[\w."?]+(\s+(as\s+)?\w+)?\s+set\b/i.test(start) ||
    /^delete\s+from\b/i.test(start) ||
    /^(truncate|copy|lock\s+table|alter\s+table|drop\s+table|create\s+(temp\w*\s+|unlogged\s+)?table)\b/i.test(
      start,
    )
  )
}
