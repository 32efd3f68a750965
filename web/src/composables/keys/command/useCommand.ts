// Who does what when a command is given by a key or in the palette. A component says what it can do while it stands there:
//   useCommand('desk.assign', { run: pick, enabled: () => may.value })
// Of several who can do the same the one that came last does it, as long as it is enabled: what the shell does by default is done better
// by the component that is on the screen. Pressed while nobody can, the key does nothing.
import { onScopeDispose } from 'vue'
import { COMMAND_IDS, type CommandId } from './table.ts'

/** `enabled`: whether it can be done here and now; asked at every press, so cheap. */
export type Doer = { run: () => unknown; enabled?: () => boolean }

const doers = new Map<CommandId, Doer[]>()

const of = (id: CommandId): Doer[] => doers.get(id) ?? []

/** Until the component is unmounted. */
export function useCommand(id: CommandId, doer: Doer): void {
  doers.set(id, [...of(id), doer])
  leave(id, doer)
}

/** For what nobody on the screen can do better, whenever they came. */
export function useDefaultCommand(id: CommandId, doer: Doer): void {
  doers.set(id, [doer, ...of(id)])
  leave(id, doer)
}

function leave(id: CommandId, doer: Doer) {
  onScopeDispose(() => {
    doers.set(
      id,
      of(id).filter((other) => other !== doer),
    )
  })
}

/** Who would do it now; null = nobody can. */
export const doerOf = (id: CommandId): Doer | null => of(id).findLast(({ enabled }) => enabled?.() !== false) ?? null

/** What can be done here, in the table's order, each with who does it now: the palette takes it before it takes the focus. */
export function possibleNow(): { id: CommandId; doer: Doer }[] {
  return COMMAND_IDS.flatMap((id) => {
    const doer = doerOf(id)
    return doer === null ? [] : [{ id, doer }]
  })
}
