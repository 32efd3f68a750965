// An agent's browser without a face: the console's own sync code over a line of Node's. It keeps the workspace, each channel's list
// and a few conversations open, and sends as the outbox does, repeating an id until it is acknowledged.
import { v7 as uuidv7 } from 'uuid'
import type { Snapshot, Thread } from '@madoguchi/contracts/http/snapshot'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import type { Ack, FollowAck } from '@madoguchi/contracts/socket/ack'
import type { Beat, Change, Resync } from '@madoguchi/contracts/socket/down'
import { WORKSPACE, channelRoom, conversationRoom } from '@madoguchi/contracts/socket/room'
import type { Follow } from '@madoguchi/contracts/socket/up'
import { createFollows, type Followed } from '../../../web/src/sync/follow.ts'
import { createOutbox, type OutboxItem, type Send } from '../../../web/src/sync/outbox.ts'
import type { View } from '../../../web/src/sync/receive.ts'
import type { Row } from '@madoguchi/contracts/row/row'
import { openLink } from './link.fixture.ts'
import type { Session } from './session.fixture.ts'

export type Browser = {
  name: string
  get: Session['get']
  /** What it shows, by room. */
  views(): Map<string, View>
  /** Rows of the lists it shows. */
  listed(): (ConversationRow & { id: string })[]
  openConversation(id: string): void
  live(): boolean
  say(conversation: string, text: string): void
  acked: Set<string>
  /** Not acknowledged, the refused ones included. */
  unsaid(): OutboxItem[]
  close(): void
}

/** A mutation for the check's own sake: what it hears of changes, and what it is answered. */
export type Ears = { hears?: () => boolean; follow?: (ask: (body: Follow) => Promise<FollowAck>) => typeof ask }
/** For who looks on: rows as they come to the screen, and the line. */
export type Eyes = { shown?(rows: readonly Row[]): void; up?(): void; down?(): void }
type How = { url: string; session: Session; name: string; channels: string[]; ears?: Ears; eyes?: Eyes }

const WARM = 5
const AGAIN_MS = 1_000

const later = (run: () => void, ms: number) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

export function openBrowser({ url, session, name, channels, ears = {}, eyes = {} }: How): Browser {
  const { hears = () => true, follow = (ask) => ask } = ears
  const rooms = new Map<string, Followed>()
  const { outbox, acked, items, connected } = createSending((command) => link.send('message:send', command))
  const follows = createFollows({
    follow: follow((body) => link.send('follow', body)),
    unfollow: (room) => void link.send('unfollow', { room }).catch(() => undefined),
    progress: () => undefined,
    later,
  })
  const link = openLink({
    url,
    headers: session.headers,
    up() {
      eyes.up?.()
      follows.connected()
      connected(true)
    },
    down() {
      eyes.down?.()
      follows.disconnected()
      connected(false)
    },
    frame(what, body) {
      if (what === 'change' && hears()) follows.change(body as Change)
      else if (what === 'beat' && hears()) follows.beat(body as Beat)
      else if (what === 'resync') follows.resync((body as Resync).rooms)
    },
  })

  function open(room: string, path: string) {
    const opened: Followed = follows.open({
      room,
      load: () => session.get<Snapshot | Thread>(path),
      changed(_view, rows) {
        eyes.shown?.(rows)
        for (const row of rows) if (row.noun === 'message') outbox.seen(row.id)
      },
      failed: () =>
        void (opened.view() === null && rooms.get(room) === opened && later(() => void opened.reload(), AGAIN_MS)),
      gone: () => undefined,
    })
    rooms.set(room, opened)
  }

  open(WORKSPACE, '/api/workspace')
  for (const channel of channels) open(channelRoom(channel), `/api/channels/${channel}/conversations?limit=25`)
  const shown = () => [...rooms].flatMap(([room, { view }]) => (view() === null ? [] : [[room, view()!] as const]))
  return {
    name,
    get: session.get,
    views: () => new Map(shown()),
    listed: () => listedIn(new Map(shown()), channels),
    openConversation(id) {
      const room = conversationRoom(id)
      if (rooms.has(room)) return
      const warm = [...rooms.keys()].filter((one) => one.startsWith('conversation:'))
      for (const cold of warm.slice(0, Math.max(0, warm.length + 1 - WARM))) {
        rooms.get(cold)!.close()
        rooms.delete(cold)
      }
      open(room, `/api/conversations/${encodeURIComponent(id)}`)
    },
    live: link.live,
    say(conversation, text) {
      const messages = [{ type: 'text' as const, text }]
      outbox.add({ id: uuidv7(), conversation, messages, notificationDisabled: false })
    },
    acked,
    unsaid: () => [...items.values()],
    close() {
      for (const { close } of rooms.values()) close()
      link.close()
    },
  }
}

function createSending(send: (command: Send) => Promise<Ack>) {
  const items = new Map<string, OutboxItem>()
  const acked = new Set<string>()
  const outbox = createOutbox({
    async send(command) {
      const ack = await send(command)
      if (ack.ok) acked.add(command.id)
      return ack
    },
    store: { all: () => [], put: (item) => void items.set(item.id, item), remove: (id) => void items.delete(id) },
    now: Date.now,
    later,
    changed: () => undefined,
  })
  return { outbox, acked, items, connected: (up: boolean) => (up ? outbox.connected() : outbox.disconnected()) }
}

function listedIn(views: Map<string, View>, channels: string[]) {
  const rows = channels.flatMap((channel) => [...(views.get(channelRoom(channel))?.rows.values() ?? [])])
  return rows.flatMap(({ noun, id, row }) => (noun === 'conversation' && row !== null ? [{ ...row, id }] : []))
}
