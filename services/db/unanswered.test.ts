import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { silentLogger } from '../runtime/logger.ts'
import { startProxy, type Proxy } from '../test/faults/proxy.ts'
import { isUnanswered, openPool, patient, type Pool } from './pool.ts'
import { transaction } from './transaction.ts'

let proxy: Proxy
let pool: Pool
beforeAll(async () => {
  const server = new URL(inject('databaseUrl'))
  proxy = await startProxy({ to: { host: server.hostname, port: Number(server.port || 5432) } })
  const url = Object.assign(server, { hostname: '127.0.0.1', port: String(proxy.port) }).href
  pool = openPool({ url, max: 1, answerMs: 300, logger: silentLogger() })
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
