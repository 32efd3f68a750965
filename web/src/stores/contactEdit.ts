// What we say of people ourselves, on its way to the log. Never rejects: an answer that did not come is 'busy', and may be asked again.
// What is typed and not saved lives with the page, by conversation, whatever is opened meanwhile; while there is any, leaving the page asks.
import { defineStore } from 'pinia'
import { v7 as uuidv7 } from 'uuid'
import { shallowReactive, watch } from 'vue'
import type { Based } from '@madoguchi/contracts/merge'
import type { OwnFields } from '@madoguchi/contracts/row/contact'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { Kept } from '../composables/edit/useFieldEdits.ts'
import { useConnection } from './connection.ts'

export type KeptOwn = Kept<OwnFields>
type TagWish = { add?: readonly string[]; remove?: readonly string[] }
const BUSY: Ack = { ok: false, code: 'busy' }

export const useContactEdit = defineStore('contactEdit', () => {
  const connection = useConnection()
  const unsaved = shallowReactive(new Map<string, KeptOwn>())
  const ask = (event: Event) => event.preventDefault()
  watch(
    () => unsaved.size > 0,
    (some) => (some ? addEventListener('beforeunload', ask) : removeEventListener('beforeunload', ask)),
    { flush: 'sync' },
  )

  return {
    isUnsaved: (conversation: string) => unsaved.has(conversation),
    kept: (conversation: string) => unsaved.get(conversation) ?? null,
    /** null = nothing of it is unsaved any more. */
    keep: (conversation: string, form: KeptOwn | null) =>
      void (form === null ? unsaved.delete(conversation) : unsaved.set(conversation, form)),
    edit: (conversation: string, change: Partial<OwnFields>, based: Based): Promise<Ack> =>
      connection.send('contact:edit', { id: uuidv7(), conversation, change, based }).catch(() => BUSY),
    /** Operations: twice the same is once (CO-21). */
    tag: (conversation: string, { add = [], remove = [] }: TagWish): Promise<Ack> =>
      connection
        .send('contact:tag', { id: uuidv7(), conversation, add: [...add], remove: [...remove] })
        .catch(() => BUSY),
  }
})
