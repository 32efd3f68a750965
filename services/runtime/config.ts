// The only reader of process.env: read once, validated, frozen; everybody else gets values. A wrong value stops the start
// with one line that names it and says what it takes.
import { join, resolve } from 'node:path'
import { FAILPOINTS, type Armed } from './failpoint.ts'

export const ROLES = [
  'all',
  'ingest',
  'projector',
  'sender',
  'fetcher',
  'eraser',
  'automation',
  'search',
  'notifier',
  'gateway',
  'simulator',
] as const
export type Role = (typeof ROLES)[number]

export type Config = Readonly<{
  port: number
  host: string
  simulatorPort: number
  dataDir: string
  databaseUrl: string | null
  /** Where contents lie: a folder, or a bucket. */
  media: Readonly<{ folder: string } | BucketSettings>
  kafkaBrokers: string[] | null
  kafkaTopic: string
  redisUrl: string | null
  publicUrl: string
  secretKey: string | null
  lineApiUrl: string | null
  /** Stickers and LINE emoji as a chip, or by the pictures of LINE's shop, which browsers fetch there (line.md §6). */
  stickers: 'placeholder' | 'cdn'
  demo: boolean
  production: boolean
  logLevel: string
  allowPrivateWebhook: boolean
  /** Where this process is to die, in tests. */
  failpoint: Armed | null
}>

/** `endpoint: null` = Amazon; `credentials: null` = what the bucket's library finds by itself. */
export type BucketSettings = {
  bucket: string
  prefix: string
  region: string
  endpoint: string | null
  credentials: { accessKeyId: string; secretAccessKey: string } | null
}

/** Thrown with one line for a person; main prints it and ends with code 1. */
export class ConfigError extends Error {}

type Env = Record<string, string | undefined>

/** `role` decides defaults: only `all` runs a database of its own and demo data. */
export function readConfig(env: Env, role: Role, cwd: string): Config {
  const port = portOf(env, 'PORT', 3000)
  const host = env.HOST || '127.0.0.1'
  const production = env.NODE_ENV === 'production'
  const databaseUrl = urlOf(env, 'DATABASE_URL', ['postgres:', 'postgresql:'])
  const lineApiUrl = urlOf(env, 'LINE_API_URL', ['http:', 'https:'])
  if (role !== 'all' && role !== 'simulator' && databaseUrl === null)
    throw new ConfigError(`DATABASE_URL is needed to run ${role} alone: postgres://user:password@host:port/database`)
  const dataDir = resolve(cwd, env.DATA_DIR || '.data')
  return Object.freeze({
    port,
    host,
    simulatorPort: portOf(env, 'SIMULATOR_PORT', port === 0 ? 0 : port + 1),
    dataDir,
    databaseUrl,
    media: bucketOf(env) ?? { folder: resolve(cwd, env.MEDIA_DIR || join(dataDir, 'media')) },
    kafkaBrokers: brokersOf(env),
    kafkaTopic: env.KAFKA_TOPIC || 'madoguchi.events',
    redisUrl: urlOf(env, 'REDIS_URL', ['redis:', 'rediss:']),
    publicUrl: (
      urlOf(env, 'PUBLIC_URL', ['http:', 'https:']) ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
    ).replace(/\/$/, ''),
    secretKey: secretKeyOf(env, role),
    lineApiUrl,
    stickers: stickersOf(env),
    demo: flagOf(env, 'DEMO', role === 'all' && !production && lineApiUrl === null),
    production,
    logLevel: levelOf(env),
    allowPrivateWebhook: !production,
    failpoint: failpointOf(env),
  })
}

function portOf(env: Env, name: string, fallback: number): number {
  const value = env[name]
  if (value === undefined || value === '') return fallback
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError(`${name} must be a whole number from 0 to 65535, not ${JSON.stringify(value)}`)
  return port
}

function urlOf(env: Env, name: string, protocols: string[]): string | null {
  const value = env[name]
  if (value === undefined || value === '') return null
  const url = URL.canParse(value) ? new URL(value) : null
  if (url === null || !protocols.includes(url.protocol))
    throw new ConfigError(`${name} must be an address beginning ${protocols.map((p) => `${p}//`).join(' or ')}`)
  return value
}

function brokersOf(env: Env): string[] | null {
  const value = env.KAFKA_BROKERS
  if (value === undefined || value === '') return null
  const brokers = value.split(',').map((broker) => broker.trim())
  const wrong = brokers.find((broker) => !/^[^\s:]+:\d{1,5}$/.test(broker))
  if (wrong !== undefined)
    throw new ConfigError(`KAFKA_BROKERS must be host:port, separated by commas; ${JSON.stringify(wrong)} is not`)
  return brokers
}

function bucketOf(env: Env): BucketSettings | null {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId = '', S3_SECRET_ACCESS_KEY: secretAccessKey = '' } = env
  if (bucket === undefined || bucket === '') return null
  if ((accessKeyId === '') !== (secretAccessKey === ''))
    throw new ConfigError('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are needed together, or neither')
  return {
    bucket,
    prefix: env.S3_PREFIX ?? '',
    region: env.S3_REGION || 'us-east-1',
    endpoint: urlOf(env, 'S3_ENDPOINT', ['http:', 'https:']),
    credentials: accessKeyId === '' ? null : { accessKeyId, secretAccessKey },
  }
}

const SECRET_KEY_MIN = 32
function secretKeyOf(env: Env, role: Role): string | null {
  const value = env.SECRET_KEY
  if (value === undefined || value === '') {
    if (role === 'all' || role === 'simulator') return null
    throw new ConfigError(
      `SECRET_KEY is needed to run ${role} alone: at least ${SECRET_KEY_MIN} characters, the same for every process`,
    )
  }
  if (value.length < SECRET_KEY_MIN) throw new ConfigError(`SECRET_KEY must have at least ${SECRET_KEY_MIN} characters`)
  return value
}

function flagOf(env: Env, name: string, fallback: boolean): boolean {
  const value = env[name]
  if (value === undefined || value === '') return fallback
  if (value === '1' || value === 'true') return true
  if (value === '0' || value === 'false') return false
  throw new ConfigError(`${name} must be 1 or 0, not ${JSON.stringify(value)}`)
}

function stickersOf(env: Env): Config['stickers'] {
  const value = env.STICKERS || 'placeholder'
  if (value !== 'placeholder' && value !== 'cdn')
    throw new ConfigError(`STICKERS must be placeholder or cdn, not ${JSON.stringify(value)}`)
  return value
}

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']
function levelOf(env: Env): string {
  const level = env.LOG_LEVEL || 'warn'
  if (!LEVELS.includes(level)) throw new ConfigError(`LOG_LEVEL must be one of ${LEVELS.join(', ')}`)
  return level
}

/** `<name>` or `<name>:<pass>`. Whoever can set it can end the process: only tests may. */
function failpointOf(env: Env): Armed | null {
  const value = env.FAILPOINT
  if (value === undefined || value === '') return null
  if (env.NODE_ENV !== 'test') throw new ConfigError('FAILPOINT is for tests: it is taken with NODE_ENV=test only')
  const [given, pass = '1'] = value.split(':')
  const name = FAILPOINTS.find((one) => one === given)
  if (name === undefined || !/^[1-9]\d{0,5}$/.test(pass))
    throw new ConfigError(`FAILPOINT must be one of ${FAILPOINTS.join(', ')}, with :N for the Nth time`)
  return { name, pass: Number(pass) }
}
