import type { Random } from '../random.ts'
import { matches, stageOf } from './fault.ts'
import type { About, Fault, FaultInput, Stage } from './fault.ts'

/** The faults set at the moment, and the dice that decide whether one strikes. */
export type Faults = {
  add(input: FaultInput): Fault
  list(): Fault[]
  remove(id?: string): void
  /** The fault that strikes this call at this stage; counted when it does. */
  draw(stage: Stage, about: About): Fault | null
}

export function createFaults({ random }: { random: Random }): Faults {
  const faults = new Map<string, Fault>()
  let next = 1
  const strikes = (fault: Fault) =>
    (fault.probability === undefined || random.chance(fault.probability)) && fault.count !== 0
  return {
    add(input) {
      const fault: Fault = { ...input, match: input.match ?? {}, id: String(next++), struck: 0 }
      faults.set(fault.id, fault)
      return fault
    },
    list: () => [...faults.values()],
    remove(id) {
      if (id === undefined) faults.clear()
      else faults.delete(id)
    },
    draw(stage, about) {
      for (const fault of faults.values()) {
        if (stageOf(fault.kind) !== stage || !matches(fault.match, about) || !strikes(fault)) continue
        fault.struck++
        if (fault.count !== undefined && --fault.count === 0) faults.delete(fault.id)
        return fault
      }
      return null
    },
  }
}
