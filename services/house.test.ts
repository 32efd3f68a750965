// The house as a table: who may import whom (contracts/ is open to all). Each rule says why it is there when it fails.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { expect, test } from 'vitest'

const SERVICES = import.meta.dirname
const ROOT = dirname(SERVICES)

const ROOMS: Record<string, string[]> = {
  runtime: [],
  db: ['runtime'],
  bus: ['runtime'],
  media: ['runtime'],
  line: ['directory', 'runtime'],
  presence: ['bus', 'runtime'],
  log: ['db', 'runtime'],
  jobs: ['db', 'runtime'],
  directory: ['db', 'bus', 'runtime'],
  ingest: ['log', 'directory', 'line', 'runtime'],
  projector: ['log', 'db', 'bus', 'runtime'],
  search: ['log', 'db', 'bus', 'runtime'],
  sender: ['log', 'directory', 'db', 'jobs', 'line', 'media', 'runtime'],
  fetcher: ['log', 'directory', 'db', 'jobs', 'line', 'media', 'runtime'],
  eraser: ['log', 'directory', 'db', 'jobs', 'media', 'runtime'],
  automation: ['log', 'directory', 'db', 'jobs', 'media', 'line', 'runtime'],
  notifier: ['directory', 'db', 'bus', 'jobs', 'line', 'runtime'],
  gateway: ['log', 'directory', 'db', 'presence', 'bus', 'media', 'line', 'runtime'],
  ops: ['log', 'directory', 'db', 'line', 'projector', 'search', 'runtime'],
  simulator: ['runtime'],
}
/** These know every room: the composition root, the tests' world, the benchmarks. */
const OPEN = ['main.ts', 'compose', 'test', 'bench']
/** Services import ports; only the composition root and tests import adapters. */
const ADAPTERS = [
  'log/kafka',
  'log/postgres',
  'bus/redis.ts',
  'bus/memory.ts',
  'presence/redis.ts',
  'presence/memory.ts',
  'media/disk',
  'media/s3',
]

type Source = { path: string; text: string; imports: { from: string; typeOnly: boolean }[] }

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/node_modules|[\\/]dist[\\/]/.test(path))
}

function read(path: string): Source {
  const text = readFileSync(path, 'utf8')
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s)?[^'"`;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)|^import\s+'([^']+)'/gm,
  )
  const imports = [...statements].map((m) => ({ from: m[2] ?? m[3] ?? m[4] ?? '', typeOnly: m[1] !== undefined }))
  return { path: relative(ROOT, path).split(sep).join('/'), text, imports }
}

const isTest = (path: string) => /\.(test|contract|e2e|fixture)\.ts$|\.test\./.test(path)
const services = filesBelow(SERVICES, /\.ts$/).map(read)
const everything = [
  ...services,
  ...filesBelow(join(ROOT, 'contracts'), /\.ts$/).map(read),
  ...filesBelow(join(ROOT, 'web'), /\.(ts|vue)$/).map(read),
]

/** Path inside services/ that a relative import leads to, or null for a package. */
function target(source: Source, from: string): string | null {
  if (!from.startsWith('.')) return null
  return relative(SERVICES, resolve(ROOT, dirname(source.path), from))
    .split(sep)
    .join('/')
}
const roomOf = (path: string) => path.split('/')[0]!
const inServices = (source: Source) => source.path.slice('services/'.length)

test('every folder of services is a room of the table', () => {
  const folders = new Set(
    services
      .map(inServices)
      .filter((path) => path.includes('/'))
      .map(roomOf),
  )
  for (const folder of folders) expect([...Object.keys(ROOMS), ...OPEN]).toContain(folder)
})

test('rooms import only what their row allows, and the composition root imports them', () => {
  const wrong: string[] = []
  for (const source of services.filter((s) => !isTest(s.path))) {
    const room = roomOf(inServices(source))
    if (OPEN.includes(room) || !(room in ROOMS)) continue
    for (const { from } of source.imports) {
      const to = target(source, from)
      if (to === null) continue
      if (to.startsWith('../')) wrong.push(`${source.path} leaves services: ${from}`)
      else if (roomOf(to) !== room && !ROOMS[room]!.includes(roomOf(to))) wrong.push(`${source.path} → ${to}`)
    }
  }
  expect(wrong).toEqual([])
})

test('services stand on ports: adapters are imported by the composition root, tests and themselves only', () => {
  const wrong: string[] = []
  for (const source of services.filter((s) => !isTest(s.path))) {
    const room = roomOf(inServices(source))
    if (OPEN.includes(room)) continue
    for (const { from } of source.imports) {
      const to = target(source, from)
      if (to !== null && roomOf(to) !== room && ADAPTERS.some((adapter) => to.startsWith(adapter)))
        wrong.push(`${source.path} → ${to}`)
    }
  }
  expect(wrong).toEqual([])
})

/** Files without a clock, an id, a socket or SQL: they import contracts, each other, and types. */
const PURE = [
  /^projector\/project\//,
  /^search\/project\//,
  /^gateway\/command\/decide/,
  /^automation\/desk\/decide\//,
  /^notifier\/(tell\/decide|push\/(outcome|payload))\.ts$/,
  /^gateway\/follow\/(ring|told|repair|answer)\.ts$/,
  /^line\/outcome/,
  /^gateway\/rooms\.ts$/,
  /^media\/(sniff|markup|address|range)\.ts$/,
]

test('pure files import contracts, pure files and types only', () => {
  const wrong: string[] = []
  const pure = (path: string) => PURE.some((pattern) => pattern.test(path))
  for (const source of services.filter((s) => !isTest(s.path) && pure(inServices(s)))) {
    for (const { from, typeOnly } of source.imports) {
      const to = target(source, from)
      const fine = typeOnly || from.startsWith('@madoguchi/contracts/') || (to !== null && pure(to))
      if (!fine) wrong.push(`${source.path} → ${from}`)
    }
    if (/\bDate\.now\(|\bnew Date\(\)|Math\.random\(/.test(source.text))
      wrong.push(`${source.path} reads a clock or a dice`)
  }
  expect(wrong).toEqual([])
})

test('only runtime/config.ts reads the environment', () => {
  const wrong = services
    .filter((s) => !isTest(s.path) && !['runtime/config.ts', 'main.ts'].includes(inServices(s)))
    .filter((s) => !['test', 'bench'].includes(roomOf(inServices(s))))
    .filter((s) => /process\.env\.\w|process\.env\[/.test(s.text))
  expect(wrong.map((s) => s.path)).toEqual([])
})

test('LINE’s SDK is known to services/line alone, and to the simulator’s types', () => {
  const wrong = services.flatMap((s) =>
    s.imports
      .filter(({ from }) => from === '@line/bot-sdk')
      .filter(
        ({ typeOnly }) =>
          roomOf(inServices(s)) !== 'line' && !(roomOf(inServices(s)) === 'simulator' && (typeOnly || isTest(s.path))),
      )
      .map(() => s.path),
  )
  expect(wrong).toEqual([])
})

test('contracts say what is said and import nothing that does', () => {
  const allowed = /^(typebox(\/value)?|uuid|@noble\/hashes\/.+|\..+)$/
  const wrong = everything
    .filter((s) => s.path.startsWith('contracts/') && !isTest(s.path) && !s.path.endsWith('vitest.config.ts'))
    .flatMap((s) => s.imports.filter(({ from }) => !allowed.test(from)).map(({ from }) => `${s.path} → ${from}`))
  expect(wrong).toEqual([])
})

test('the browser’s code never reaches into services', () => {
  const wrong = everything
    .filter((s) => /^web\/(src|phone)\//.test(s.path) && !isTest(s.path))
    .flatMap((s) =>
      s.imports.filter(({ from }) => /services|^node:/.test(from)).map(({ from }) => `${s.path} → ${from}`),
    )
  expect(wrong).toEqual([])
})

test('no barrels, no utils, no types.ts, and no file of two ideas', () => {
  const names = everything.filter((s) => /(^|\/)(index|utils?|helpers?|types|common|misc)\.ts$|\/utils?\//.test(s.path))
  expect(names.map((s) => s.path).filter((path) => !path.startsWith('web/src/locales/'))).toEqual([])
  const long = everything.filter((s) => !isTest(s.path) && s.text.split('\n').length > 300)
  expect(long.map((s) => s.path)).toEqual([])
})

test('a folder holds at most ten files, tests not counted', () => {
  const counts = new Map<string, number>()
  for (const source of services.filter((s) => !isTest(s.path)))
    counts.set(dirname(source.path), (counts.get(dirname(source.path)) ?? 0) + 1)
  expect([...counts].filter(([, n]) => n > 10)).toEqual([])
})
