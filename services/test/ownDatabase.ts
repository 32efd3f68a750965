// An empty database of one's own on a server that is there: for a test file, a scene, a benchmark.
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export type OwnDatabase = {
  name: string
  url: string
  /** Whoever is still connected is cut off. */
  drop(): Promise<void>
}

/** `prefix`: what its name says of whose it is. */
export async function createOwnDatabase({ server, prefix }: { server: string; prefix: string }): Promise<OwnDatabase> {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`
  await run(server, `create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`)
  return {
    name,
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: () => run(server, `drop database ${name} with (force)`),
  }
}

async function run(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
