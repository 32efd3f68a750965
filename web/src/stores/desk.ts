// Whose a conversation is and how it stands, as this agent just made it: what was asked for shows at once, and goes when the row that
// holds it has come, or with a refusal (LV-5). Nothing here rejects: an answer that did not come is 'busy'.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import type { Desk } from '@madoguchi/contracts/row/desk'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { commandOf, wished, type DeskWish } from '../composables/desk/wish.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

/** `off`: where the server wrote it; null = not answered yet. */
type Asked = { id: string; conversation: string; wish: DeskWish; at: number; off: number | null }
type Shown = { id: string; rev: number; desk: Desk }

export const useDesk = defineStore('desk', () => {
  const connection = useConnection()
  const session = useSession()
  const asked = shallowRef<readonly Asked[]>([])

  const drop = (id: string) => (asked.value = asked.value.filter((one) => one.id !== id))

  async function act(conversation: string, wish: DeskWish): Promise<Ack> {
    const id = uuidv7()
    asked.value = [...asked.value, { id, conversation, wish, at: Date.now(), off: null }]
    const { name, body } = commandOf(wish, id, conversation)
    const ack = await connection.send(name, body).catch((): Ack => ({ ok: false, code: 'busy' }))
    const off = ack.ok ? ack.at?.off : undefined
    // Nothing was written: it stood so already.
    if (off === undefined) drop(id)
    else asked.value = asked.value.map((one) => (one.id === id ? { ...one, off } : one))
    return ack
  }

  const open = (row: Pick<Shown, 'id' | 'rev'>) =>
    asked.value.filter(({ conversation, off }) => conversation === row.id && (off === null || off > row.rev))

  /** The row's desk with what this agent asked for and the row does not hold yet. */
  function shown(row: Shown): Desk {
    const me = session.me?.agent.id ?? ''
    return open(row).reduce((desk, { wish, at }) => wished(desk, wish, { me, now: at }), row.desk)
  }

  /** A newer row has come: what it holds need not be remembered. */
  function settle(row: Pick<Shown, 'id' | 'rev'>) {
    if (!asked.value.some(({ conversation }) => conversation === row.id)) return
    const left = new Set(open(row))
    asked.value = asked.value.filter((one) => one.conversation !== row.id || left.has(one))
  }

  return { act, shown, settle }
})
