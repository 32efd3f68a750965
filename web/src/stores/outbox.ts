// Sending, and what has not been confirmed yet; kept per agent in this browser so that neither a reload nor a dead battery loses it.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { createOutbox, type Outbox, type OutboxItem, type Send } from '../sync/outbox.ts'
import type { Override } from '../composables/desk/useOverLock.ts'
import { useConnection } from './connection.ts'
import { createOutboxStore } from './parts/outboxStorage.ts'
import { useReplyOnce } from './replyOnce.ts'

export type { OutboxItem } from '../sync/outbox.ts'
export type Draft = Omit<Send, 'id' | 'messages'> & { messages: SendableMessage[] }

const isHeld = ({ state, code }: OutboxItem): boolean => state === 'refused' && (code === 'stale' || code === 'locked')

export const useOutbox = defineStore('outbox', () => {
  const connection = useConnection()
  const once = useReplyOnce()
  /** Grows with each change: reading it makes a computed follow the outbox. */
  const version = ref(0)
  let outbox: Outbox | null = null
  /** The conversation that is open; the thread sets it. */
  const here = ref('')

  /** Once the agent is known. */
  function start(agent: string) {
    outbox ??= createOutbox({
      send: (command) => connection.send('message:send', command),
      store: createOutboxStore(agent, (id) => outbox?.seen(id)),
      now: Date.now,
      later(run, ms) {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      changed: () => version.value++,
    })
    if (connection.live()) outbox.connected()
    version.value++
  }

  connection.listen({ up: () => outbox?.connected(), down: () => outbox?.disconnected() })

  function read<T>(of: (outbox: Outbox) => T, empty: T): T {
    return version.value >= 0 && outbox !== null ? of(outbox) : empty
  }

  /** Shows at once; the id is the bubble's, the command's, the row's and LINE's retry key. */
  function send(draft: Draft): string {
    if (outbox === null) throw new Error('sending before sign-in')
    const id = uuidv7()
    outbox.add({ ...draft, ...once.spend(draft.conversation), id })
    return id
  }

  /** Of the open conversation unless said otherwise. Rejects when there is no line. */
  const about = (message: string, conversation = here.value) => ({ id: uuidv7(), message, conversation })

  return {
    version,
    here,
    start,
    send,
    /** What the timeline shows. */
    pending: (conversation: string) => read((o) => o.pending(conversation), []).filter((item) => !isHeld(item)),
    /** Refused because something was said meanwhile, or a colleague has it: back with the agent, who decides (CM-26, CO-5). */
    held: (conversation: string) => read((o) => o.pending(conversation), []).filter(isHeld),
    again: (id: string, change: Pick<Send, 'seen' | 'anyway' | 'override'>) => outbox?.again(id, change),
    /** Older than five minutes on return: each waits for confirm or discard. */
    askFirst: (): OutboxItem[] => read((o) => o.asking(), []),
    /** How many have not left yet. */
    waiting: (): number => read((o) => o.waiting(), 0),
    confirm: (id: string) => outbox?.confirm(id),
    discard: (id: string): boolean => outbox?.discard(id) ?? true,
    seen: (id: string) => outbox?.seen(id),
    retry: (message: string, conversation?: string, override: Override = {}): Promise<Ack> =>
      connection.send('message:retry', { ...about(message, conversation), ...override }),
    cancel: (message: string, conversation?: string): Promise<Ack> =>
      connection.send('message:cancel', about(message, conversation)),
  }
})
