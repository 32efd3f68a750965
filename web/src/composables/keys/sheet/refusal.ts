// PURE: why a command cannot have these keys (SH-18): they are somebody's, or they begin or go on what is somebody's.
import { keysOf, type KeyChoice } from '../command/inForce.ts'
import { COMMAND_IDS, commandOf, type CommandId } from '../command/table.ts'
import { ownerOf, type Owner, type Platform } from './reserved.ts'

/** `taken`: another command's. `begins`: they begin another's, which could never be finished. `beginsWith`: the other way round. */
export type KeysRefusal =
  | { why: 'taken' | 'begins' | 'beginsWith'; by: CommandId }
  | { why: Owner | 'inSequence'; stroke: string }

type Known = { choice: KeyChoice; platform: Platform; there: (page: string) => boolean }

/** `keys`: strokes with a space between, not empty. Null: it can have them. */
export function refusalOf(id: CommandId, keys: string, { choice, platform, there }: Known): KeysRefusal | null {
  const strokes = keys.split(' ')
  for (const stroke of strokes) {
    const why = ownerOf(stroke, platform)
    if (why !== null) return { why, stroke }
    if (strokes.length > 1 && stroke.startsWith('Mod+')) return { why: 'inSequence', stroke }
  }
  for (const by of COMMAND_IDS) {
    const { page } = commandOf(by)
    const theirs = keysOf(by, choice)
    if (by === id || theirs === '' || (page !== undefined && !there(page))) continue
    if (theirs === keys) return { why: 'taken', by }
    if (theirs.startsWith(`${keys} `)) return { why: 'begins', by }
    if (keys.startsWith(`${theirs} `)) return { why: 'beginsWith', by }
  }
  return null
}

/** The choice with these keys for one command; its default is no choice, so that a better default reaches whoever changed nothing. */
export function withKeys({ on, map }: KeyChoice, id: CommandId, keys: string): KeyChoice {
  const { [id]: _, ...rest } = map
  return { on, map: keys === commandOf(id).keys ? rest : { ...rest, [id]: keys } }
}
