// What we say of people ourselves, on its way to the log. Never rejects: an answer that did not come is 'busy', and may be asked again.
import { defineStore } from 'pinia'
import { v7 as uuidv7 } from 'uuid'
import type { Based } from '@madoguchi/contracts/merge'
import type { OwnFields } from '@madoguchi/contracts/row/contact'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { useConnection } from './connection.ts'

const BUSY: Ack = { ok: false, code: 'busy' }

export const useContactEdit = defineStore('contactEdit', () => {
  const connection = useConnection()
  return {
    edit: (conversation: string, change: Partial<OwnFields>, based: Based): Promise<Ack> =>
      connection.send('contact:edit', { id: uuidv7(), conversation, change, based }).catch(() => BUSY),
    /** Operations: twice the same is once (CO-21). */
    tag: (conversation: string, { add = [], remove = [] }: { add?: string[]; remove?: string[] }): Promise<Ack> =>
      connection.send('contact:tag', { id: uuidv7(), conversation, add, remove }).catch(() => BUSY),
  }
})
