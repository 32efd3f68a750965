import { busContract, contractLogger } from './bus.contract.ts'
import { createMemoryBus } from './memory.ts'

const bus = createMemoryBus({ logger: contractLogger })
busContract('memory', () => Promise.resolve(bus))
