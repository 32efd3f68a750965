// Adobe's S3Mock, a server that speaks S3, as its jar from Maven Central: on this machine's Java, in a folder of its own.
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

const VERSION = '4.11.0'
const JAR = join(homedir(), `.m2/repository/com/adobe/testing/s3mock/${VERSION}/s3mock-${VERSION}-exec.jar`)
const FETCH = [
  '-q',
  '-B',
  'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get',
  `-Dartifact=com.adobe.testing:s3mock:${VERSION}:jar:exec`,
  '-Dtransitive=false',
]
export const BUCKET = 'media'

export type S3Mock = { endpoint: string; stop(): Promise<void> }

/** null = it can run here; else why not. The jar (61 MB) is fetched where everything is to be tested, in CI. */
export async function whyNoS3Mock(): Promise<string | null> {
  const short = (error: unknown) => (error as Error).message.trim().split('\n').slice(0, 3).join(' ')
  try {
    execFileSync('java', ['-version'], { stdio: 'pipe' })
  } catch (error) {
    return `java -version: ${short(error)}`
  }
  if (existsSync(JAR)) return null
  if (!process.env.CI) return `its jar is not here (mvn ${FETCH.join(' ')} fetches it, as CI=true does)`
  return promisify(execFile)('mvn', FETCH, { timeout: 180_000 }).then(
    () => null,
    (error: unknown) => `mvn ${FETCH.join(' ')}: ${short(error)}`,
  )
}

export async function startS3Mock(): Promise<S3Mock> {
  const root = await mkdtemp(join(tmpdir(), 'madoguchi-s3-'))
  const port = await freePort()
  const store = 'com.adobe.testing.s3mock.store'
  const child = spawn(
    'java',
    [
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-jar',
      JAR,
      `--com.adobe.testing.s3mock.http-port=${port}`,
      '--server.port=0',
      `--${store}.root=${root}`,
      `--${store}.initialBuckets=${BUCKET}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  child.stdout.on('data', (text) => (said += text))
  child.stderr.on('data', (text) => (said += text))
  const stop = async () => {
    await ended(child)
    await rm(root, { recursive: true, force: true })
  }
  const endpoint = `http://127.0.0.1:${port}`
  try {
    await ready(endpoint, child)
  } catch (error) {
    await stop()
    throw new Error(`S3Mock did not start: ${String(error)}\n${said.slice(-2_000)}`, { cause: error })
  }
  return { endpoint, stop }
}

async function ready(endpoint: string, child: ChildProcess) {
  for (const until = Date.now() + 60_000; ; await wait(100)) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}`)
    const answer = await fetch(`${endpoint}/${BUCKET}`, { method: 'HEAD' }).catch(() => null)
    if (answer?.ok) return
    if (Date.now() > until) throw new Error('not ready within 60 s')
  }
}

async function ended(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
