// What a browser waits for when it comes back: it follows each room from the cursor it has; told to start over, it takes a
// snapshot and follows from there. As web/src/sync/catchUp.ts does.
import { io } from 'socket.io-client'
import { PARTITIONS, partitionOf } from '@madoguchi/contracts/ids'
import type { Cursor } from '@madoguchi/contracts/row/row'
import type { FollowAck } from '@madoguchi/contracts/socket/ack'
import { channelRoom, conversationRoom } from '@madoguchi/contracts/socket/room'
import { PROTOCOL_VERSION } from '@madoguchi/contracts/socket/version'

export type Browser = {
  get<T>(path: string): Promise<T>
  /** Resolves when the view is as new as the rows. `since`: the place known in each partition. */
  catchUp(view: View, since: number): Promise<Caught>
  close(): void
}
export type View = { room: string; path: string; parts: number[] }
export type Caught = { reset: boolean; rows: number }

export const listView = (channel: string): View => ({
  room: channelRoom(channel),
  path: `/api/channels/${channel}/conversations`,
  parts: Array.from({ length: PARTITIONS }, (_, part) => part),
})
export const threadView = (conversation: string): View => ({
  room: conversationRoom(conversation),
  path: `/api/conversations/${encodeURIComponent(conversation)}`,
  parts: [partitionOf(conversation)],
})

export async function openBrowser({ url, cookie }: { url: string; cookie: string }): Promise<Browser> {
  const headers = { origin: url, cookie }
  const socket = io(url, { transports: ['websocket'], auth: { protocol: PROTOCOL_VERSION }, extraHeaders: headers })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))

  async function get<T>(path: string): Promise<T> {
    const answer = await fetch(`${url}${path}`, { headers })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }

  async function follow(room: string, since: Cursor) {
    const answer = (await socket.timeout(30_000).emitWithAck('follow', { room, v: 1, since })) as FollowAck
    if (!answer.ok) throw new Error(`may not follow ${room}: ${JSON.stringify(answer)}`)
    return { reset: answer.reset, rows: answer.changes.reduce((sum, { rows }) => sum + rows.length, 0) }
  }

  return {
    get,
    async catchUp({ room, path, parts }, since) {
      const first = await follow(room, Object.fromEntries(parts.map((part) => [part, since])))
      if (!first.reset) return first
      const { cursor, rows } = await get<{ cursor: Cursor; rows: unknown[] }>(path)
      await follow(room, cursor)
      return { reset: true, rows: rows.length }
    },
    close: () => void socket.disconnect(),
  }
}
