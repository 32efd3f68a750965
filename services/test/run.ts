// `npm test`: everything that can run on this machine, then what could not and why, then one line that counts.
// Switched on by what is there: DATABASE_URL (else the embedded PostgreSQL), REDIS_URL, KAFKA_BROKERS, a Chromium.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findChromium } from './chromium.ts'

const ROOT = dirname(dirname(import.meta.dirname))
const folder = mkdtempSync(join(tmpdir(), 'madoguchi-run-'))

type Tally = { passed: number; failed: number; notRun: string[] }
const tally: Tally = { passed: 0, failed: 0, notRun: [] }

function check(name: string, command: string, args: string[]) {
  const started = Date.now()
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', env: process.env })
  const ok = status === 0
  console.log(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (!ok) console.log(`${stdout}${stderr}`)
  if (ok) tally.passed += 1
  else tally.failed += 1
}

type Report = {
  numPassedTests: number
  numFailedTests: number
  numFailedTestSuites: number
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[]
}

/** A suite that fails without a failed test (it does not load) counts as one failure. */
function vitest(name: string, args: string[]) {
  const file = join(folder, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { status } = spawnSync('vitest', ['run', ...args, ...reporters], {
    cwd: ROOT,
    stdio: 'inherit',
    env: process.env,
  })
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null
  tally.passed += report?.numPassedTests ?? 0
  tally.failed += Math.max(report?.numFailedTests ?? 1, status === 0 ? 0 : 1)
  const skipped = (report?.testResults ?? []).flatMap((result) =>
    result.assertionResults.filter((a) => a.status === 'skipped' || a.status === 'pending').map((a) => a.fullName),
  )
  if (skipped.length > 0)
    tally.notRun.push(
      `${skipped.length} tests skipped themselves: ${skipped.slice(0, 3).join('; ')}${skipped.length > 3 ? ' …' : ''}`,
    )
}

check('format', 'oxfmt', ['--check'])
check('lint', 'oxlint', ['--quiet'])
check('types of contracts and services', 'tsc', ['--noEmit', '-p', 'services'])
check('types of the web', 'web/node_modules/.bin/vue-tsc', ['--noEmit', '-p', 'web'])
check('build of the web', 'web/node_modules/.bin/vite', ['build', 'web', '--logLevel', 'warn'])
// Alone and one after the other: a check's bounds (caught up within 30 s) are those of a machine that does nothing else.
const CHECKS = '.check.test.ts'
vitest('units', ['--exclude', `**/*${CHECKS}`])
vitest('checks', ['--root', 'services', CHECKS, '--maxWorkers=1'])
if (findChromium()) vitest('scenes', ['--root', 'web/e2e'])

if (!process.env.KAFKA_BROKERS)
  tally.notRun.push('*.kafka.test.ts: KAFKA_BROKERS is not set (deploy/kafka starts a broker)')
if (!process.env.REDIS_URL) tally.notRun.push('*.redis.test.ts: REDIS_URL is not set')
if (!process.env.DATABASE_URL)
  tally.notRun.push('scenes on real engines: DATABASE_URL is not set (all else ran on the embedded PostgreSQL)')
if (!findChromium()) tally.notRun.push('web/e2e: no Chromium or Chrome found (CHROMIUM names one)')
if (!existsSync(join(ROOT, '..', 'shared', 'fixtures')))
  tally.notRun.push('LINE’s published fixtures: ../shared/fixtures is not there')

rmSync(folder, { recursive: true, force: true })
if (tally.notRun.length > 0) console.log(`\nNot run here:\n${tally.notRun.map((line) => `- ${line}`).join('\n')}`)
console.log(`\n${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed === 0 ? 0 : 1
