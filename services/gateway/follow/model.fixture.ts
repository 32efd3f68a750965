// A world in plain values for the live-update check: rows in a database, notices that may be lost, doubled or late, a gateway made
// of the real feed that may restart, and browsers that do what web/src/sync does. Every choice comes from a seed.
import { PARTITIONS, partitionOf } from '@madoguchi/contracts/ids'
import type { Change as Notice, Cursor, Row } from '@madoguchi/contracts/row/row'
import type { Followed } from '@madoguchi/contracts/socket/ack'
import type { Change } from '@madoguchi/contracts/socket/down'
import { channelRoom, conversationRoom, scheduledRoom, type Room } from '@madoguchi/contracts/socket/room'
import { partsOf, roomsOf } from '../rooms.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Found, Wanted } from './repair.ts'

export type Mutation = 'none' | 'gap' | 'compare' | 'rev' | 'from' | 'hole'
export type Faults = {
  lose: number
  late: number
  restart: number
  lag: number
  cut: number
  version: number
  huge: number
}
export type Outcome = { wrong: string[]; follows: number; opens: number; repairs: number; resets: number }

type Packet =
  | { kind: 'change'; change: Change }
  | { kind: 'beat'; rooms: [Room, { v: number; from: Cursor; next: Cursor }][] }
  | { kind: 'resync'; rooms: Room[] }
  | { kind: 'ack'; room: Room; answer: Followed | null }
type View = { v: number; cursor: Cursor; rows: Map<string, Row> }
type Browser = {
  rooms: Room[]
  views: Map<Room, View>
  following: Set<Room>
  /** A resync that came while a follow was under way: once more after it. */
  again: Set<Room>
  down: Packet[]
  connection: number
  joined: Set<Room>
  lagging: boolean
}

const CONVERSATIONS = ['a:U1', 'a:U2', 'a:U3', 'b:U4', 'b:U5']
const ROOMS = [channelRoom('a'), channelRoom('b'), scheduledRoom('a'), ...CONVERSATIONS.map(conversationRoom)]
const keyOf = (row: Row) => `${row.noun}/${row.id}`

export function mulberry(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const settle = () => new Promise<void>((resolve) => void setImmediate(resolve))

export async function runModel(seed: number, steps: number, faults: Faults, mutation: Mutation): Promise<Outcome> {
  const random = mulberry(seed)
  const chance = (p: number) => random() < p
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)]!
  const outcome: Outcome = { wrong: [], follows: 0, opens: 0, repairs: 0, resets: 0 }

  // The database.
  const db = { v: 1, next: Array.from({ length: PARTITIONS }, () => 0), rows: new Map<string, Row>() }
  const rowsOf = (room: Room) => [...db.rows.values()].filter((row) => roomsOf(row).includes(room))
  const cursorOf = (room: Room): Cursor => Object.fromEntries(partsOf(room).map((part) => [part, db.next[part]!]))
  const reading: { wanted: Wanted[]; found?: Found; done: (found: Found) => void; fail: (error: Error) => void }[] = []
  const capture = (wanted: Wanted[]): Found => ({
    v: db.v,
    next: [...db.next],
    rows: new Map(
      wanted.map(({ room, since }) => {
        const rows = rowsOf(room).filter((row) => row.part in since && row.rev >= since[row.part]!)
        return [room, rows.length > 12 ? null : rows]
      }),
    ),
  })
  let notices: Notice[] = []

  // The gateway.
  let feed: Feed = openFeed()
  let compared: { moment: { v: number; next: number[] }; before: number[] } | null = null
  const browsers: Browser[] = Array.from({ length: 3 }, () => ({
    rooms: ROOMS.filter(() => chance(0.6)),
    views: new Map(),
    following: new Set(),
    again: new Set(),
    down: [],
    connection: 0,
    joined: new Set(),
    lagging: false,
  }))
  const inRoom = (room: Room) => browsers.filter((browser) => browser.joined.has(room))
  const batchFrom = new Map<string, number>()

  function openFeed(): Feed {
    let mine: Feed
    const current = () => mine === feed
    mine = createFeed({
      moment: { v: db.v, next: [...db.next] },
      read: (wanted) => new Promise((done, fail) => reading.push({ wanted, done, fail })),
      emit(change) {
        if (!current()) return
        const from = mutation === 'from' ? (batchFrom.get(`${change.part}/${change.next}`) ?? change.from) : change.from
        for (const browser of inRoom(change.room)) browser.down.push({ kind: 'change', change: { ...change, from } })
      },
      resync(rooms) {
        if (!current()) return
        for (const browser of browsers)
          browser.down.push({ kind: 'resync', rooms: rooms.filter((room) => browser.joined.has(room)) })
      },
      repaired: () => (outcome.repairs += 1),
    })
    return mine
  }

  function leave(browser: Browser, rooms: Room[]) {
    for (const room of rooms) {
      browser.joined.delete(room)
      if (inRoom(room).length === 0) feed.left(room)
    }
  }

  function commit() {
    const conversation = pick(CONVERSATIONS)
    const part = partitionOf(conversation)
    const from = db.next[part]!
    const touched = new Map<string, Row>()
    const events = 1 + Math.floor(random() * 3)
    for (let i = 0; i < events; i += 1) {
      if (chance(0.1)) db.next[part]! += 2 // erased records leave holes
      const rev = db.next[part]!++
      const id = `${conversation}:${chance(0.5) ? rev : Math.floor(random() * 8)}`
      const [channel, , nth] = id.split(':')
      const scheduled = { body: { kind: 'sent' }, ...(Number(nth) % 3 === 0 && { delivery: { due: 1 } }) }
      const row = { channel, conversation, v: db.v, rev, ...scheduled }
      const message = { noun: 'message', id, part, rev, row } as unknown as Row
      const head = { noun: 'conversation', id: conversation, part, rev, row: { v: db.v, rev } } as unknown as Row
      for (const row of chance(0.2) ? [] : [message, head]) touched.set(keyOf(row), row)
    }
    for (const [key, row] of touched) db.rows.set(key, row)
    const rows = chance(faults.huge) ? null : [...touched.values()]
    batchFrom.set(`${part}/${db.next[part]!}`, from)
    const notice = { v: db.v, part, from, next: db.next[part]!, rows }
    if (!chance(faults.lose)) notices.push(notice)
    if (chance(faults.late)) notices.push(notice)
  }

  function heard(notice: Notice) {
    if (mutation !== 'gap') return feed.notice(notice)
    const pos = feed.pos()[notice.part]!
    feed.notice({ ...notice, from: Math.min(notice.from, pos), rows: notice.rows ?? [] })
  }

  // The browser.
  function takeSnapshot(browser: Browser, room: Room) {
    browser.views.set(room, {
      v: db.v,
      cursor: cursorOf(room),
      rows: new Map(rowsOf(room).map((row) => [keyOf(row), row])),
    })
  }
  function follow(browser: Browser, room: Room) {
    if (browser.following.has(room)) return
    browser.following.add(room)
    outcome.follows += 1
    const { connection } = browser
    const view = browser.views.get(room)!
    const asked = feed
    const answer = asked.follow(room, view.v, { ...view.cursor })
    browser.joined.add(room)
    const put = (followed: Followed | null) => {
      if (browser.connection === connection && asked === feed)
        browser.down.push({ kind: 'ack', room, answer: followed })
    }
    if (answer instanceof Promise) answer.then(put, () => put(null))
    else put(answer)
  }
  function advance(browser: Browser, room: Room, step: { part: number; from: number; next: number }) {
    const view = browser.views.get(room)!
    const have = view.cursor[step.part]!
    if (step.from <= have || mutation === 'hole') view.cursor[step.part] = Math.max(have, step.next)
    else follow(browser, room)
  }
  function receive(browser: Browser, { room, v, part, from, next, rows }: Change) {
    const view = browser.views.get(room)
    if (view === undefined || view.v !== v) return
    for (const row of rows) {
      const held = view.rows.get(keyOf(row))
      if (mutation === 'rev' || held === undefined || held.rev < row.rev) view.rows.set(keyOf(row), row)
    }
    advance(browser, room, { part, from, next })
  }
  function hear(browser: Browser, packet: Packet) {
    if (packet.kind === 'change') receive(browser, packet.change)
    else if (packet.kind === 'resync') {
      browser.lagging = false
      for (const room of packet.rooms) {
        if (browser.following.has(room)) browser.again.add(room)
        else follow(browser, room)
      }
    } else if (packet.kind === 'beat') {
      for (const [room, { v, from, next }] of packet.rooms) {
        if (browser.views.get(room)?.v !== v) follow(browser, room)
        else for (const part of partsOf(room)) advance(browser, room, { part, from: from[part]!, next: next[part]! })
      }
    } else answered(browser, packet.room, packet.answer)
  }
  function answered(browser: Browser, room: Room, answer: Followed | null) {
    browser.following.delete(room)
    if (answer === null) follow(browser, room)
    else if (answer.reset) {
      outcome.resets += 1
      takeSnapshot(browser, room)
      follow(browser, room)
    } else {
      for (const change of answer.changes) receive(browser, change)
      if (browser.again.delete(room)) follow(browser, room)
    }
  }
  function connect(browser: Browser) {
    browser.connection += 1
    browser.down = []
    browser.following.clear()
    browser.again.clear()
    browser.lagging = false
    leave(browser, [...browser.joined])
    for (const room of browser.rooms) {
      outcome.opens += 1
      if (!browser.views.has(room)) takeSnapshot(browser, room)
      follow(browser, room)
    }
  }
  function beat() {
    const all = [...feed.beat()]
    for (const browser of browsers)
      browser.down.push({ kind: 'beat', rooms: all.filter(([room]) => browser.joined.has(room)) })
  }
  function compare() {
    if (mutation === 'compare') return
    while (faults.late === 0 && notices.length > 0) deliver()
    if (compared) feed.compare(compared.moment, compared.before)
    compared = { before: feed.pos(), moment: { v: db.v, next: [...db.next] } }
  }
  function restart() {
    feed = openFeed()
    compared = null
    for (const browser of browsers) browser.joined.clear()
    for (const browser of browsers) connect(browser)
  }
  function lag(browser: Browser) {
    if (browser.lagging) return
    const rooms = [...browser.joined]
    browser.lagging = true
    leave(browser, rooms)
    browser.down.push({ kind: 'resync', rooms })
  }
  function version() {
    db.v += 1
    for (const [key, row] of db.rows) db.rows.set(key, { ...row, row: { ...row.row, v: db.v } } as unknown as Row)
  }
  function read() {
    const one = reading[Math.floor(random() * reading.length)]
    if (one === undefined) return
    if (one.found === undefined) one.found = capture(one.wanted)
    else {
      reading.splice(reading.indexOf(one), 1)
      if (chance(faults.lose / 4)) one.fail(new Error('database away'))
      else one.done(one.found)
    }
  }
  function deliver() {
    if (notices.length === 0) return
    const at = chance(faults.late) ? Math.floor(random() * notices.length) : 0
    heard(notices.splice(at, 1)[0]!)
  }

  for (const browser of browsers) connect(browser)
  for (let step = 0; step < steps; step += 1) {
    const roll = random()
    if (roll < 0.25) commit()
    else if (roll < 0.5) deliver()
    else if (roll < 0.75) {
      const browser = pick(browsers)
      const packet = browser.down.shift()
      if (packet) hear(browser, packet)
    } else if (roll < 0.9) read()
    else if (roll < 0.93) compare()
    else if (roll < 0.96) beat()
    else if (chance(faults.restart)) restart()
    else if (chance(faults.lag)) lag(pick(browsers))
    else if (chance(faults.cut)) connect(pick(browsers))
    else if (chance(faults.version)) version()
    await settle()
  }

  // Everything goes quiet: what was lost stays lost, the rest arrives.
  for (let round = 0; round < 8; round += 1) {
    for (const notice of notices) heard(notice)
    notices = []
    compare()
    compare()
    beat()
    for (let turn = 0; turn < 60; turn += 1) {
      for (const one of reading.splice(0)) one.done(one.found ?? capture(one.wanted))
      for (const browser of browsers) for (const packet of browser.down.splice(0)) hear(browser, packet)
      await settle()
    }
  }
  for (const [i, browser] of browsers.entries())
    for (const room of browser.rooms) {
      const view = browser.views.get(room)!
      const shown = new Map([...view.rows].filter(([, row]) => row.row !== null))
      const fresh = new Map(rowsOf(room).map((row) => [keyOf(row), row]))
      const keys = new Set([...shown.keys(), ...fresh.keys()])
      for (const key of keys)
        if (JSON.stringify(shown.get(key)) !== JSON.stringify(fresh.get(key))) outcome.wrong.push(`${i} ${room} ${key}`)
      if (JSON.stringify(view.cursor) !== JSON.stringify(cursorOf(room))) outcome.wrong.push(`${i} ${room} cursor`)
    }
  return outcome
}
