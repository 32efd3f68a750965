// Apache Kafka as jars from Maven Central: fetched once into lib/, whole or not at all.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const HERE = import.meta.dirname
export const LIB = join(HERE, 'lib')

const run = promisify(execFile)

/** Needs Maven the first time (46 jars, 43 MB). Two that start together do not disturb each other. */
export async function fetchJars(): Promise<void> {
  if (existsSync(LIB)) return
  const folder = await mkdtemp(join(HERE, 'lib-'))
  const args = ['-q', '-B', '-f', join(HERE, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`]
  try {
    await run('mvn', args)
    await rename(folder, LIB).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
