// The house with all that a check asks it by: a pool, the lag, and agents' browsers.
import { openPool, type Pool } from '../../db/pool.ts'
import { started } from '../../runtime/lifecycle.ts'
import { silentLogger } from '../../runtime/logger.ts'
import { startRealWorld, type RealWorld } from '../world.ts'
import { openBrowser, type Browser, type Ears } from './browser.fixture.ts'
import { signIn } from './session.fixture.ts'
import { openLag, type Lag } from './lag.fixture.ts'

export type House = {
  world: RealWorld
  pool: Pool
  lag: Lag
  browsers: Browser[]
  /** One more, with ears of its own. */
  open(name: string, ears?: Ears): Promise<Browser>
  stop(): Promise<void>
}
type How = { seed: number; engines: Record<string, string>; browsers?: number }

export function openHouse({ seed, engines, browsers: count = 4 }: How): Promise<House> {
  return started(async (stack) => {
    const world = stack.use(await startRealWorld({ seed, engines }), (opened) => opened.stop())
    const { DATABASE_URL: url, KAFKA_BROKERS: brokers, KAFKA_TOPIC: topic } = world.settings
    const pool = stack.use(openPool({ url: url!, logger: silentLogger() }), (opened) => opened.end())
    const lag = openLag({ pool, brokers: brokers!.split(','), topic: topic! })
    stack.add(() => lag.stop())
    const channels = (await pool.query<{ id: string }>('select id from channel')).rows.map(({ id }) => id)
    const open = async (name: string, ears: Ears = {}, agent = world.agents[0]) => {
      const session = await signIn(world.console, agent, name)
      return stack.use(openBrowser({ url: world.console, session, name, channels, ears }), (opened) => opened.close())
    }
    const browsers: Browser[] = []
    for (let i = 0; i < count; i += 1) browsers.push(await open(`browser ${i + 1}`, {}, world.agents[i % 2]))
    return { world, pool, lag, browsers, open, stop: () => stack.stop() }
  })
}
