/** Writes what is generated: each slice's `tables.ts`, `schema.sql`, and the client of the API. With `--check`, only says what is stale. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Database, migrationFiles, temporaryDatabase } from '#platform/db'
import { openApiDocument } from '../apps/openapi.ts'
import { clientFiles } from './client.ts'

const root = path.resolve(import.meta.dirname, '..')
const check = process.argv.includes('--check')

type Column = {
  table: string
  schema: string
  column: string
  type: string
  nullable: boolean
  generated: boolean
  has_default: boolean
}

const tsTypes: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  date: 'string',
  jsonb: 'unknown',
  bytea: 'Buffer',
  _text: 'string[]',
  _uuid: 'string[]',
  _int4: 'number[]',
}

async function columns(database: Database): Promise<Column[]> {
  return database.owner(async (client) => {
    const { rows } = await client.query<Column>(`
      select c.relname as table, n.nspname as schema, a.attname as column, t.typname as type, not a.attnotnull as nullable,
             a.attgenerated <> '' as generated, a.atthasdef as has_default
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_type t on t.oid = a.atttypid
      where c.relkind in ('r', 'p') and n.nspname in ('public', 'auth') and a.attnum > 0 and not a.attisdropped
      order by n.nspname, c.relname, a.attnum`)
    return rows
  })
}

/** CHECK (x in ('a', 'b')) becomes a union of literals. */
async function unions(database: Database): Promise<Map<string, string>> {
  return database.owner(async (client) => {
    const { rows } = await client.query<{ table: string; def: string }>(
      `select c.relname as table, pg_get_constraintdef(k.oid) as def
       from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'c'`,
    )
    const found = new Map<string, string>()
    for (const { table, def } of rows) {
      const match = /^CHECK \(\((\w+) = ANY \(ARRAY\[(.+)\]\)\)\)$/.exec(def)
      if (!match?.[2]?.includes("'::text")) continue
      const values = [...match[2].matchAll(/'((?:[^']|'')*)'::text/g)].map((value) => `'${value[1]}'`)
      found.set(`${table}.${match[1]}`, values.join(' | '))
    }
    return found
  })
}

function typeOf(column: Column, union: string | undefined): string {
  const base = union ?? tsTypes[column.type]
  if (!base) throw new Error(`No TypeScript type for ${column.type} (${column.table}.${column.column})`)
  const select =
    base.includes(' | ') && column.nullable ? `${base} | null` : base + (column.nullable ? ' | null' : '')
  if (column.generated) return `ColumnType<${select}, never, never>`
  if (column.type === 'jsonb') {
    return column.nullable
      ? 'ColumnType<unknown, string | null | undefined, string | null>'
      : 'ColumnType<unknown, string, string>'
  }
  return column.has_default ? `Generated<${select}>` : select
}

function tablesFile(own: Column[], checks: Map<string, string>): string {
  const byTable = Map.groupBy(own, (column) =>
    column.schema === 'auth' ? `'auth.${column.table}'` : column.table,
  )
  const body = [...byTable]
    .map(([table, list]) => {
      const lines = list.map((column) => {
        const name = /^\w+$/.test(column.column) ? column.column : `'${column.column}'`
        return `      ${name}: ${typeOf(column, checks.get(`${column.table}.${column.column}`))}`
      })
      return `    ${table}: {\n${lines.join('\n')}\n    }`
    })
    .join('\n')
  const uses = ['ColumnType', 'Generated'].filter((name) => body.includes(`${name}<`))
  const head = uses.length > 0 ? `import type { ${uses.join(', ')} } from 'kysely'\n\n` : ''
  return `// Generated from the catalog by \`npm run generate\`.\n${head}declare module '#platform/db' {\n  interface Tables {\n${body}\n  }\n}\n\nexport {}\n`
}

/** The data model on one page: tables with their class, columns with their comments. */
async function schemaPage(database: Database): Promise<string> {
  const rows = await database.owner(async (client) => {
    const { rows } = await client.query<{
      table: string
      comment: string | null
      column: string
      def: string
      note: string | null
    }>(`
      select n.nspname || '.' || c.relname as table, obj_description(c.oid) as comment, a.attname as column,
             format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
               || case when a.attgenerated <> '' then ' generated as (' || pg_get_expr(d.adbin, d.adrelid) || ')' else '' end as def,
             col_description(c.oid, a.attnum) as note
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relkind in ('r', 'p') and n.nspname in ('public', 'auth') and a.attnum > 0 and not a.attisdropped
      order by 1, a.attnum`)
    return rows
  })
  const parts = [...Map.groupBy(rows, (row) => row.table)].map(([table, list]) => {
    const lines = list.map((row) => `  ${row.column} ${row.def}${row.note ? ` -- ${row.note}` : ''}`)
    return `-- ${list[0]?.comment ?? 'no class'}\n${table.replace(/^public\./, '')} (\n${lines.join('\n')}\n)`
  })
  return `-- Generated by \`npm run generate\`: the data model on one page, for reading.\n\n${parts.join('\n\n')}\n`
}

const database = await temporaryDatabase()
try {
  const [all, checks, files] = [await columns(database), await unions(database), await migrationFiles()]
  const ownerOf = new Map<string, string>()
  for (const file of files) {
    for (const match of file.sql.matchAll(/^create table (?:if not exists )?(?:auth\.)?"?(\w+)"?/gim)) {
      ownerOf.set(match[1]!, file.slice)
    }
  }
  const stale: string[] = []
  const put = async (file: string, text: string) => {
    const before = await readFile(path.join(root, file), 'utf8').catch(() => '')
    if (before === text) return
    stale.push(file)
    if (!check) await writeFile(path.join(root, file), text)
  }
  const owned = all.filter((column) => ownerOf.has(column.table))
  for (const [slice, own] of Map.groupBy(owned, (column) => ownerOf.get(column.table)!)) {
    await put(`${slice}/tables.ts`, tablesFile(own, checks))
  }
  await put('schema.sql', await schemaPage(database))
  for (const [name, text] of Object.entries(clientFiles(await openApiDocument())))
    await put(`client/${name}`, text)
  if (check && stale.length > 0) {
    console.error(`Stale: ${stale.join(', ')}. Run: npm run generate`)
    process.exitCode = 1
  } else console.log(stale.length > 0 ? `wrote ${stale.join(', ')}` : 'generated files are fresh')
} finally {
  await database.close()
}
