// Where an event is that is no row: for the person who has to find out why.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from '../../db/pool.ts'
import type { RealWorld } from '../world.ts'
import { REBUILT } from './rebuilt.fixture.ts'

type Deps = { pool: Pool; world: RealWorld }

export async function whereabouts({ pool, world }: Deps, ids: string[]): Promise<string[]> {
  const dead = await pool.query<{ event_id: string; reader: string; error: string }>(
    'select event_id, reader, error from dead_letter where event_id = any($1)',
    [ids],
  )
  const logged = await pool.query<{ id: string; place: string }>(
    `select id, part || '/' || off as place from ${REBUILT}.event where id = any($1)`,
    [ids],
  )
  const spooled = spoolOf(world.settings.DATA_DIR!)
  const said = [...world.children].map(([name, child]) => `${name} said: ${child.output().slice(-3_000)}`)
  return [
    ...dead.rows.map(({ event_id, reader, error }) => `${event_id} is a dead letter of ${reader}: ${error}`),
    ...logged.rows.map(({ id, place }) => `${id} is on the log at ${place}`),
    ...ids.filter((id) => spooled.includes(id)).map((id) => `${id} is in the spool`),
    ...said,
  ]
}

function spoolOf(folder: string): string {
  const files = readdirSync(join(folder, 'spool'), { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  )
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n')
}
