// PURE: the rows of the sheet: every command that there is here, by place, and what never changes; narrowed by name or key.
import { keysOf, type KeyChoice } from '../command/inForce.ts'
import { COMMAND_IDS, commandOf, PLACES, type CommandId, type Place } from '../command/table.ts'

export type SheetRow = { id: CommandId; title: string; keys: string; changed: boolean; where: Place }
export type SheetGroup = { place: Place; rows: SheetRow[] }
/** Keys that are the same for everybody: those of lists, fields and dialogs. */
export const FIXED = [
  { id: 'enter', keys: 'Enter' },
  { id: 'arrows', keys: '↑↓' },
  { id: 'send', keys: 'Mod+Enter' },
  { id: 'newline', keys: 'Shift+Enter' },
  { id: 'canned', keys: '/' },
  { id: 'escape', keys: 'Esc' },
] as const
export type FixedRow = { id: (typeof FIXED)[number]['id']; title: string; keys: string }

type Known = {
  choice: KeyChoice
  there: (page: string) => boolean
  title: (id: CommandId) => string
  print: Print
}
/** Keys in words, and cap by cap. */
export type Print = { said: (keys: string) => string; caps: (keys: string) => string[][] }

const plain = (text: string) => text.normalize('NFKC').toLocaleLowerCase()

/** Part of a name, or the keys as they are said: "k" alone means the key, not any name that holds a k. */
export function meant(row: { title: string; keys: string }, query: string, { said, caps }: Print): boolean {
  const wanted = plain(query.trim())
  if (wanted === '') return true
  if (/^[!-~]$/.test(wanted))
    return caps(row.keys)
      .flat()
      .some((cap) => plain(cap) === wanted)
  return plain(row.title).includes(wanted) || plain(said(row.keys)).includes(wanted)
}

export function groupsOf({ choice, there, title, print }: Known, query: string): SheetGroup[] {
  const rows = COMMAND_IDS.flatMap((id) => {
    const { page, keys: own, where } = commandOf(id)
    if (page !== undefined && !there(page)) return []
    const keys = keysOf(id, choice)
    return [{ id, title: title(id), keys, changed: keys !== own, where }]
  }).filter((row) => meant(row, query, print))
  return PLACES.map((place) => ({ place, rows: rows.filter(({ where }) => where === place) })).filter(
    (group) => group.rows.length > 0,
  )
}
