import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { startProxy, type Proxy } from '../test/faults/proxy.ts'
import { isUnanswered, openPool, type Pool } from './pool.ts'
import { patient } from './timed.ts'
import { transaction } from './transaction.ts'

let proxy: Proxy
let pool: Pool
const urlThrough = () =>
  Object.assign(new URL(inject('databaseUrl')), { hostname: '127.0.0.1', port: String(proxy.port) }).href
beforeAll(async () => {
  const server = new URL(inject('databaseUrl'))
  proxy = await startProxy({ to: { host: server.hostname, port: Number(server.port || 5432) } })
  pool = openPool({ url: urlThrough(), max: 1, answerMs: 300, logger: silentLogger() })
})
afterAll(async () => {
  await pool.end()
  await proxy.stop()
})

test('a connection that carries nothing any more is given up: the next statement has another', async () => {
  await pool.query('select 1')
  proxy.halfOpen()
  expect(isUnanswered(await pool.query('select 2').catch((error: unknown) => error))).toBe(true)
  expect((await pool.query('select 3 as n')).rows).toEqual([{ n: 3 }])
})

test('a transaction on such a connection fails once, without waiting for its rollback', async () => {
  const began = performance.now()
  const failing = transaction(pool, async (tx) => {
    proxy.halfOpen()
    await tx.query('select 1')
  })
  expect(isUnanswered(await failing.catch((error: unknown) => error))).toBe(true)
  expect(performance.now() - began).toBeLessThan(550)
  expect(await transaction(pool, async (tx) => (await tx.query('select 4 as n')).rows)).toEqual([{ n: 4 }])
})

test('what may take long is waited for', async () => {
  await pool.query(patient('select pg_sleep(0.5)'))
})

test('a transaction whose client has vanished does not hold its locks: the server ends it', async () => {
  const other = openPool({ url: inject('databaseUrl'), logger: silentLogger() })
  const vanishing = openPool({ url: urlThrough(), max: 1, answerMs: 300, silentMs: 500, logger: silentLogger() })
  await other.query('create table if not exists held (n int)')
  await other.query('truncate held; insert into held values (1)')
  await transaction(vanishing, async (tx) => {
    await tx.query('select n from held for update')
    proxy.halfOpen()
    await tx.query('select 1')
  }).catch(() => undefined)
  const began = performance.now()
  await other.query('update held set n = 2')
  expect(performance.now() - began).toBeLessThan(2_000)
  await other.query('drop table held')
  await Promise.all([vanishing.end(), other.end()])
})
