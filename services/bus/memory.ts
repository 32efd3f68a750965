// The bus within one process: delivered in the next turn, so that a publisher never runs its listeners' code.
import { EventEmitter } from 'node:events'
import type { Logger } from '../runtime/logger.ts'
import type { Bus } from './bus.ts'

export function createMemoryBus({ logger }: { logger: Logger }): Bus {
  const emitter = new EventEmitter().setMaxListeners(0)
  let stopped = false
  return {
    publish(topic, notice) {
      setImmediate(() => !stopped && emitter.emit(topic, notice))
    },
    subscribe(topic, handler) {
      const safe = (notice: unknown) => {
        try {
          handler(notice)
        } catch (error) {
          logger.error({ topic, error: String(error) }, 'bus handler failed')
        }
      }
      emitter.on(topic, safe)
      return () => void emitter.off(topic, safe)
    },
    healthy: () => true,
    stop() {
      stopped = true
      emitter.removeAllListeners()
      return Promise.resolve()
    },
  }
}
