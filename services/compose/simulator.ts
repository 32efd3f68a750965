// LINE's platform as a process of its own.
import { join } from 'node:path'
import { ConfigError } from '../runtime/config.ts'
import { startSimulator } from '../simulator/start.ts'
import type { Base } from './engines.ts'

export const PHONE = join(import.meta.dirname, '..', '..', 'web', 'dist')

export async function runSimulator({ config, logger, stack }: Base): Promise<void> {
  if (config.production) throw new ConfigError('the simulator does not run in production: NODE_ENV is production')
  const simulator = await startSimulator({
    host: config.host,
    port: config.simulatorPort,
    phoneDir: PHONE,
    log: logger,
  })
  stack.add(() => simulator.stop())
  console.log(`Simulator  ${simulator.url}`)
  console.log(`Phone      ${simulator.url}/phone/`)
}
