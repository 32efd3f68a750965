import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const cwd = '/somewhere'
const key = 'k'.repeat(32)

test('without any setting everything runs here, with demo data', () => {
  expect(readConfig({}, 'all', cwd)).toMatchObject({
    port: 3000,
    simulatorPort: 3001,
    host: '127.0.0.1',
    dataDir: '/somewhere/.data',
    databaseUrl: null,
    kafkaBrokers: null,
    redisUrl: null,
    publicUrl: 'http://127.0.0.1:3000',
    demo: true,
  })
})

test('each wrong setting is one line that names it', () => {
  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: 'x' }, /^PORT must be .* not "x"$/],
    [{ PORT: '70000' }, /^PORT must be/],
    [{ SIMULATOR_PORT: '1.5' }, /^SIMULATOR_PORT must be/],
    [{ DATABASE_URL: 'mysql://a' }, /^DATABASE_URL must be/],
    [{ KAFKA_BROKERS: 'localhost' }, /^KAFKA_BROKERS must be host:port/],
    [{ REDIS_URL: 'localhost:6379' }, /^REDIS_URL must be/],
    [{ PUBLIC_URL: 'example.org' }, /^PUBLIC_URL must be/],
    [{ SECRET_KEY: 'short' }, /^SECRET_KEY must have/],
    [{ FAILPOINT: 'sender.claimed' }, /^FAILPOINT is for tests/],
    [{ FAILPOINT: 'sender.claimed', NODE_ENV: 'production' }, /^FAILPOINT is for tests/],
    [{ FAILPOINT: 'lunch', NODE_ENV: 'test' }, /^FAILPOINT must be one of gateway\.decided, /],
    [{ FAILPOINT: 'sender.claimed:0', NODE_ENV: 'test' }, /^FAILPOINT must be one of/],
    [{ DEMO: 'yes' }, /^DEMO must be 1 or 0/],
    [{ STICKERS: 'yes' }, /^STICKERS must be placeholder or cdn, not "yes"$/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of/],
  ]
  for (const [env, line] of wrong) expect(() => readConfig(env, 'all', cwd)).toThrow(line)
  for (const [env] of wrong) expect(() => readConfig(env, 'all', cwd)).not.toThrow(/\n/)
})

test('a role alone needs a database and the shared key', () => {
  expect(() => readConfig({}, 'ingest', cwd)).toThrow(/^DATABASE_URL is needed/)
  expect(() => readConfig({ DATABASE_URL: 'postgres://a/b' }, 'ingest', cwd)).toThrow(/^SECRET_KEY is needed/)
  expect(readConfig({ DATABASE_URL: 'postgres://a/b', SECRET_KEY: key }, 'ingest', cwd)).toMatchObject({ demo: false })
})

test('production and a real LINE switch demo data off', () => {
  expect(readConfig({ NODE_ENV: 'production' }, 'all', cwd).demo).toBe(false)
  expect(readConfig({ LINE_API_URL: 'https://api.line.me' }, 'all', cwd).demo).toBe(false)
})

test('a place to die at is taken in tests, with the arrival at which', () => {
  const armed = (FAILPOINT: string) => readConfig({ FAILPOINT, NODE_ENV: 'test' }, 'all', cwd).failpoint
  expect(armed('sender.claimed')).toEqual({ name: 'sender.claimed', pass: 1 })
  expect(armed('ingest.kept:12')).toEqual({ name: 'ingest.kept', pass: 12 })
  expect(readConfig({}, 'all', cwd).failpoint).toBeNull()
})
