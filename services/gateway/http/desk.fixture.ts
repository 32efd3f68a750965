// A gateway's HTTP side over a real database, with people of every role and two channels, asked in process.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Role } from '@madoguchi/contracts/row/agent'
import type { Bus } from '../../bus/bus.ts'
import { createMemoryBus } from '../../bus/memory.ts'
import { SYSTEM } from '../../directory/audit.ts'
import { openDirectory, type Directory } from '../../directory/open.ts'
import type { LineClient, LineClients } from '../../line/client.ts'
import type { Store } from '../../media/store.ts'
import { createHealth } from '../../runtime/health.ts'
import { createHttp, type App } from '../../runtime/http.ts'
import { createStack } from '../../runtime/lifecycle.ts'
import { silentLogger, type Logger } from '../../runtime/logger.ts'
import { createMetrics } from '../../runtime/metrics.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openTestStore } from '../../media/folder.fixture.ts'
import { openSearch } from './search/open.ts'
import { registerHttp, type HttpDeps } from './register.ts'

export const PASSWORD = 'correct horse battery'
export const SECRET_KEY = 'k'.repeat(32)

export type Ask = {
  method?: string
  url: string
  as?: string
  body?: unknown
  headers?: Record<string, string>
  origin?: string | null
  address?: string
}
export type Answer = { status: number; body: never; headers: Record<string, unknown>; text: string; bytes: Buffer }

export type Desk = {
  database: TestDatabase
  directory: Directory
  store: Store
  bus: Bus
  app: App
  webFolder: string
  /** Ids of the two channels. */
  shop: string
  office: string
  /** What was written to the log, in order. */
  appended: Envelope[]
  ask(ask: Ask): Promise<Answer>
  /** The Cookie header of somebody freshly signed in. */
  signIn(email: string): Promise<string>
  /** Makes an agent and gives the Cookie header. */
  person(name: string, rights: Record<string, Role[]>): Promise<string>
  stop(): Promise<void>
}

type Given = Partial<
  Pick<HttpDeps, 'publicUrl' | 'checkCredentials' | 'clients' | 'requestsAMinute' | 'fetchesAMinute' | 'uploadPace'>
> & {
  logger?: Logger
}

const bot = (n: number) => ({ userId: `U${String(n).padStart(32, '0')}`, basicId: `@bot${n}`, pictureUrl: null })

export async function openDesk({
  publicUrl = 'https://desk.example',
  logger = silentLogger(),
  ...given
}: Given = {}): Promise<Desk> {
  const stack = createStack()
  const database = stack.use(await openTestDatabase(), (opened) => opened.stop())
  const bus = stack.use(createMemoryBus({ logger }), (opened) => opened.stop())
  const { pool } = database
  const directory = stack.use(await openDirectory({ pool, bus, secretKey: SECRET_KEY, logger }), (d) => d.stop())
  const metrics = createMetrics()
  const search = stack.use(openSearch({ databaseUrl: database.url, logger, metrics }), (opened) => opened.stop())
  const health = stack.use(createHealth(), (opened) => opened.stop())
  const store = stack.use(await openTestStore(), (opened) => opened.stop())
  const folder = stack.use(await mkdtemp(join(tmpdir(), 'desk-')), (made) => rm(made, { recursive: true }))
  const webFolder = join(folder, 'web')
  await mkdir(webFolder)
  const http = createHttp({ host: '127.0.0.1', port: 0, logger, metrics, health })
  stack.add(() => http.stop())
  const appended: Envelope[] = []
  await registerHttp({
    app: http.app,
    pool,
    directory,
    store,
    search,
    log: { append: (event) => (appended.push(event), Promise.resolve({ part: 0, off: appended.length - 1 })) },
    publicUrl,
    webFolder,
    logger,
    checkCredentials: async () => ({ ok: false, field: null, message: 'LINE is not part of this test' }),
    clients: lineThat(async () => ({ kind: 'none', code: 'ECONNREFUSED' })),
    ...given,
  })
  const ask = asking(http.app, publicUrl)

  async function signIn(email: string): Promise<string> {
    const answer = await ask({ method: 'POST', url: '/api/session', body: { email, password: PASSWORD } })
    if (answer.status !== 200) throw new Error(answer.text)
    return String(answer.headers['set-cookie']).split(';')[0]!
  }

  async function addChannel(name: string, n: number): Promise<string> {
    const channel = { name, lineChannelId: `165000000${n}`, secret: `secret-of-${name}`, bot: bot(n) }
    const added = await directory.channels.add(channel, SYSTEM)
    if (!added.ok) throw new Error(added.code)
    return added.id
  }

  return {
    database,
    directory,
    store,
    bus,
    app: http.app,
    webFolder,
    appended,
    shop: await addChannel('shop', 1),
    office: await addChannel('office', 2),
    ask,
    signIn,
    async person(name, rights) {
      const email = `${name}@minato.example`
      const grants = Object.entries(rights).flatMap(([channel, roles]) => roles.map((role) => ({ channel, role })))
      await directory.agents.add({ email, name, password: PASSWORD, grants }, SYSTEM)
      return signIn(email)
    },
    stop: () => stack.stop(),
  }
}

const noToken = async () => ({ kind: 'noToken' as const, refused: false, code: 'not part of this test' })
const NONE: LineClient['tokens'] = { get: noToken, renew: noToken }

/** LINE, answering as the test says. */
export const lineThat = (answer: LineClient['ask']): LineClients => ({
  for: () => ({ ask: answer, tokens: NONE }),
  stop: async () => {},
})

function asking(app: App, publicUrl: string): (ask: Ask) => Promise<Answer> {
  const { host, origin } = new URL(publicUrl)

  return async ({ method = 'GET', url, as, body, headers, origin: from = origin, address }) => {
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: { host, ...headers, ...(as ? { cookie: as } : {}), ...(from === null ? {} : { origin: from }) },
      ...(body === undefined ? {} : { payload: body as object }),
      ...(address ? { remoteAddress: address } : {}),
    })
    const json = String(answer.headers['content-type']).startsWith('application/json')
    const parsed = json && answer.payload ? JSON.parse(answer.payload) : null
    const { statusCode: status, headers: told, payload: text, rawPayload: bytes } = answer
    return { status, body: parsed as never, headers: told, text, bytes }
  }
}
