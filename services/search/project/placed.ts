import type { Envelope } from '@madoguchi/contracts/event/envelope'
import type { Subject } from './row.ts'

/** An event and the row it speaks of. `at`: the event's time, or the log's where that is none; `off`: its record's offset. */
export type Placed = { event: Envelope; at: number; off: number; subject: Subject }
