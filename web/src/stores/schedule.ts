// Sending later: scheduling, what is done with what is scheduled, and the scheduled ones of a channel, live while somebody looks.
// Nothing here rejects: an answer that did not come is 'busy'.
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import type { Snapshot } from '@madoguchi/contracts/http/snapshot'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { scheduledRoom } from '@madoguchi/contracts/socket/room'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { CommandName, CommandOf } from '@madoguchi/contracts/socket/up'
import { HttpError, request } from '../http.ts'
import type { Followed } from '../sync/follow.ts'
import type { View } from '../sync/receive.ts'
import type { Override } from '../composables/desk/useOverLock.ts'
import { useConnection } from './connection.ts'
import type { MessageItem } from './thread.ts'

export type ScheduledSend = {
  conversation: string
  messages: readonly SendableMessage[]
  notificationDisabled: boolean
  /** ms since 1970. */
  due: number
  holdIfWrites: boolean
  template?: string
  quotes?: string
  override?: true
}
type Of = Pick<MessageItem, 'id' | 'conversation'>
type Change = Partial<Pick<ScheduledSend, 'messages' | 'due' | 'holdIfWrites' | 'override'>>

const WAITING = new Set<string | undefined>(['scheduled', 'held', 'missed'])
export const isWaiting = ({ delivery }: Pick<MessageItem, 'delivery'>): boolean => WAITING.has(delivery?.state)

export const useSchedule = defineStore('schedule', () => {
  const connection = useConnection()
  const state = ref<'loading' | 'ready' | 'error'>('loading')
  const error = shallowRef<HttpError | null>(null)
  /** The channel's, in the order of their times. */
  const items = shallowRef<readonly MessageItem[]>([])
  let followed: Followed | null = null

  const ask = <N extends CommandName>(name: N, wish: CommandOf<N>): Promise<Ack> =>
    connection.send(name, wish).catch((): Ack => ({ ok: false, code: 'busy' }))
  const about = ({ id, conversation }: Of) => ({ id: uuidv7(), message: id, conversation })

  const schedule = ({ messages, ...wish }: ScheduledSend): Promise<Ack> =>
    ask('message:schedule', { id: uuidv7(), message: uuidv7(), messages: [...messages], ...wish })

  /** Based on the row as it is shown: a colleague's edit meanwhile is not overwritten, the answer is then 'stale'. */
  async function edit(item: Omit<MessageItem, 'rev'>, change: Change): Promise<Ack> {
    const { body, delivery } = item
    if (body.kind !== 'sent' || delivery?.due === undefined) return { ok: false, code: 'wrong_state' }
    const { due, notificationDisabled, ask: basedOn, holdIfWrites = false } = delivery
    const { template, quotes } = body
    const said = {
      notificationDisabled,
      ...(template !== undefined && { template }),
      ...(quotes !== undefined && { quotes }),
    }
    const { messages = body.messages, ...more } = change
    return ask('message:schedule', {
      ...about(item),
      ...said,
      due,
      holdIfWrites,
      ...more,
      messages: [...messages],
      basedOn,
    })
  }

  function show(view: View) {
    const rows = [...view.rows.values()].flatMap((row) =>
      row.noun === 'message' && row.row !== null ? [{ ...row.row, id: row.id, rev: row.rev }] : [],
    )
    items.value = rows.filter(isWaiting).sort((a, b) => dueOf(a) - dueOf(b) || (a.id < b.id ? -1 : 1))
    state.value = 'ready'
  }

  /** Follows this channel's in the place of another's. */
  function open(channel: string) {
    close()
    followed = connection.follows.open({
      room: scheduledRoom(channel),
      load: () => request<Snapshot>('GET', `/api/channels/${encodeURIComponent(channel)}/scheduled`),
      changed: show,
      failed(failure) {
        if (state.value !== 'ready') state.value = 'error'
        error.value = failure instanceof HttpError ? failure : null
      },
      gone: close,
    })
  }

  function close() {
    followed?.close()
    followed = null
    items.value = []
    error.value = null
    state.value = 'loading'
  }

  async function reload(): Promise<void> {
    if (state.value === 'error') state.value = 'loading'
    await followed?.reload()
  }

  return {
    state,
    error,
    items,
    open,
    close,
    reload,
    schedule,
    edit,
    release: (item: Of, override: Override = {}) => ask('message:release', { ...about(item), ...override }),
    cancel: (item: Of) => ask('message:cancel', about(item)),
    remove: (item: Of) => ask('message:delete', about(item)),
    settle: (item: Of, as: 'arrived' | 'left') => ask('message:settle', { ...about(item), as }),
  }
})

const dueOf = ({ delivery }: MessageItem) => delivery?.due ?? 0
