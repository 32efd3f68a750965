// Notes in local storage, under the agent's id: one entry per conversation for what is being written, one per note on its way.
import type { NoteFile } from '@madoguchi/contracts/event/note'
import type { CommandOf } from '@madoguchi/contracts/socket/up'
import { NOTES_OUT } from './notesOut.ts'

/** `kept`: of each file, what puts it back into the field. `saved`: on the log, its row has not come yet. */
export type NoteOut = {
  wish: CommandOf<'note:write'>
  files: (NoteFile & { kept: unknown })[]
  at: number
  saved: boolean
}

export function createNoteStorage(agent: () => string) {
  const draftKey = (conversation: string) => `madoguchi.note.${agent()}.${conversation}`
  const outPrefix = () => `${NOTES_OUT}${agent()}.`
  /** What this browser has no room for lives as long as the page. */
  const roomless = new Map<string, string>()

  function put(key: string, text: string) {
    try {
      localStorage.setItem(key, text)
      roomless.delete(key)
    } catch {
      // An older one would come back after a reload.
      localStorage.removeItem(key)
      roomless.set(key, text)
    }
  }

  function drop(key: string) {
    localStorage.removeItem(key)
    roomless.delete(key)
  }

  const get = (key: string) => roomless.get(key) ?? localStorage.getItem(key)

  return {
    draft: (conversation: string): string | null => get(draftKey(conversation)),
    keep(conversation: string, text: string | null) {
      if (text === null) drop(draftKey(conversation))
      else put(draftKey(conversation), text)
    },
    out: (): NoteOut[] =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(outPrefix()))
        .map((key) => JSON.parse(localStorage.getItem(key)!) as NoteOut)
        .sort((a, b) => (a.wish.id < b.wish.id ? -1 : 1)),
    put: (one: NoteOut) => put(outPrefix() + one.wish.id, JSON.stringify(one)),
    remove: (id: string) => drop(outPrefix() + id),
  }
}
