import { createMemoryBus } from '../bus/memory.ts'
import { silentLogger } from '../runtime/logger.ts'
import { createMemoryPresence } from './memory.ts'
import { presenceContract } from './presence.contract.ts'

presenceContract('in memory', () => {
  let at = 1_000_000
  const bus = createMemoryBus({ logger: silentLogger() })
  const presence = createMemoryPresence({ bus, now: () => at })
  return Promise.resolve({
    here: presence,
    there: presence,
    bus,
    pass: (ms) => Promise.resolve(void (at += ms)),
    async stop() {
      await presence.stop()
      await bus.stop()
    },
  })
})
