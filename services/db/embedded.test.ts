import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { startEmbedded } from './embedded.ts'

let folder: string
const logger = silentLogger()
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'madoguchi-embedded-'))
  await chmod(folder, 0o711)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as T[]
  } finally {
    await client.end()
  }
}

test('the embedded server keeps its data over a restart, in UTF8, listening on this machine only', async () => {
  const first = await startEmbedded({ folder, logger })
  await ask(first.url, `create table kept (row jsonb); insert into kept values ('{"a":"\\ud83e\\udd28"}')`)
  expect(await ask(first.url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }])
  expect(await ask(first.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  await first.stop()
  await expect(ask(first.url, 'select 1')).rejects.toThrow()
  const second = await startEmbedded({ folder, logger })
  expect(await ask(second.url, 'select row from kept')).toEqual([{ row: { a: '🤨' } }])
  const adopted = await startEmbedded({ folder, logger })
  expect(adopted.url).toBe(second.url)
  await adopted.stop()
})
