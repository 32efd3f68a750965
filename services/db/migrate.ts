// Numbered SQL files, each run once, in order, under an advisory lock, so that twenty processes may start together.
// Projection schemas (inbox_v<n>) are not migrated but rebuilt; everything else is here.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from './pool.ts'
import { patient } from './timed.ts'

const FOLDER = join(import.meta.dirname, 'migrations')
const LOCK = 7_301_961 // any number of ours

/** Returns the names of the files that ran now. */
export async function migrate(pool: Pool): Promise<string[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  const client = await pool.connect()
  try {
    await client.query(patient('select pg_advisory_lock($1)', [LOCK]))
    await client.query(
      'create table if not exists migration (name text primary key, at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string }>('select name from migration')
    const done = new Set(rows.map((row) => row.name))
    const due = files.filter((name) => !done.has(name))
    for (const name of due) {
      const sql = await readFile(join(FOLDER, name), 'utf8')
      await client
        .query(patient(`begin;\n${sql}\n;insert into migration (name) values ('${name}');\ncommit`))
        .catch(async (error: Error) => {
          await client.query('rollback')
          throw new Error(`migration ${name}: ${error.message}`)
        })
    }
    return due
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined) // gone with the connection
    client.release()
  }
}
