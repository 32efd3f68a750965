// Notes on their way to the log, and those still being written. A note is kept in this browser until it is saved, under one id, so that
// neither a reload nor a lost answer loses or doubles it; what is refused goes back into the field, with the reason in a toast (CO-15).
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import type { NoteFile } from '@madoguchi/contracts/event/note'
import type { Ack, Refusal } from '@madoguchi/contracts/socket/ack'
import type { CommandOf } from '@madoguchi/contracts/socket/up'
import { isNothing, joined, readNote, type NoteDraft } from '../composables/note/draft.ts'
import { useConnection } from './connection.ts'
import { createNoteStorage, type NoteOut } from './parts/noteStorage.ts'
import { useSession } from './session.ts'

export type { NoteOut } from './parts/noteStorage.ts'
type Edit = Omit<CommandOf<'note:edit'>, 'id'>

const AGAIN_MS = 3_000
const PASSING = new Set<string>(['busy', 'too_many', 'signed_out'])

export const useNotes = defineStore('notes', () => {
  const connection = useConnection()
  const storage = createNoteStorage(() => useSession().me?.agent.id ?? '')
  const out = shallowRef<readonly NoteOut[]>(storage.out())
  /** Grows with each draft kept here: reading it makes a computed follow them. */
  const version = ref(0)
  let busy = false
  let told: (refusal: Refusal) => void = () => undefined

  const draft = (conversation: string): NoteDraft =>
    version.value >= 0 ? readNote(storage.draft(conversation)) : readNote(null)
  function keep(conversation: string, now: NoteDraft) {
    storage.keep(conversation, isNothing(now) ? null : JSON.stringify(now))
    version.value++
  }

  const remove = (id: string) => {
    storage.remove(id)
    out.value = out.value.filter(({ wish }) => wish.id !== id)
  }

  /** One after the other, in order. */
  async function pump(): Promise<void> {
    const next = out.value.find(({ saved }) => !saved)
    if (busy || next === undefined || !connection.live()) return
    busy = true
    const ack = await connection.send('note:write', next.wish).catch(() => null)
    busy = false
    if (ack === null || (!ack.ok && PASSING.has(ack.code))) return void setTimeout(() => void pump(), AGAIN_MS)
    if (ack.ok) {
      storage.remove(next.wish.id)
      out.value = out.value.map((one) => (one === next ? { ...one, saved: true } : one))
    } else {
      giveBack(next.wish.id)
      told(ack)
    }
    return pump()
  }

  function write({ text, mentions, about }: NoteDraft, conversation: string, files: (NoteFile & { kept: unknown })[]) {
    const wish: NoteOut['wish'] = {
      id: uuidv7(),
      conversation,
      text,
      mentions,
      files: files.map(({ address }) => address),
      ...(about !== null && { about }),
    }
    const one: NoteOut = { wish, files, at: Date.now(), saved: false }
    storage.put(one)
    out.value = [...out.value, one]
    void pump()
  }

  /** Into the field it came from. */
  function giveBack(id: string) {
    const one = out.value.find(({ wish }) => wish.id === id)
    if (one === undefined || one.saved) return
    const { conversation, text, mentions, about = null } = one.wish
    keep(conversation, joined({ text, mentions, about, files: one.files.map(({ kept }) => kept) }, draft(conversation)))
    remove(id)
  }

  const ask = (sent: Promise<Ack>): Promise<Ack> => sent.catch((): Ack => ({ ok: false, code: 'busy' }))
  connection.listen({ up: () => void pump() })
  void pump()

  return {
    draft,
    keep,
    write,
    giveBack,
    /** Not seen as a row yet, in order. */
    pending: (conversation: string): NoteOut[] => out.value.filter(({ wish }) => wish.conversation === conversation),
    /** Its row stands on the screen. */
    seen: remove,
    edit: (change: Edit) => ask(connection.send('note:edit', { ...change, id: uuidv7() })),
    remove: (note: string, conversation: string) =>
      ask(connection.send('note:delete', { id: uuidv7(), note, conversation })),
    /** Who says it when a note is refused. */
    onRefused: (tell: (refusal: Refusal) => void) => (told = tell),
  }
})
