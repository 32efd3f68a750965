// Something new is told once, by one of this browser's consoles (SH-14, SH-15). Loaded with the first that comes. Each console hears of it;
// one that has it in view says so, and the one that holds the lock waits for that, shows it and sounds.
import type { Alert } from '@madoguchi/contracts/notify/alert'
import type { Notify } from '@madoguchi/contracts/notify/rule'
import { FRESH_MS } from '@madoguchi/contracts/notify/told'
import { previewText } from '../preview/previewText.ts'
import type { Say } from '../say.ts'
import { createBursts } from './bursts.ts'
import { desktopOn } from './device.ts'
import { play } from './tones.ts'

type Deps = {
  /** Whether the conversation is open here and this window has the focus. */
  inView: (conversation: string) => boolean
  notify: () => Notify
  channelName: (id: string) => string
  open: (path: string) => void
  say: Say
}

const LOCK = 'madoguchi.tells'
const TOLD = 'madoguchi.told'
const REMEMBERED = 50
/** For another console to say that it has it in view. */
const HEAR_MS = 200

export function createTelling(deps: Deps): (alert: Alert) => Promise<void> {
  const seen = new Set<string>()
  const others = new BroadcastChannel(LOCK)
  others.addEventListener('message', ({ data }) => void seen.add(String(data)))
  const tell = createBursts<Alert>({
    tell: (all) => void present(all, deps),
    later(run, ms) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    now: Date.now,
  })
  const mine = lead()

  return async (alert) => {
    if (alert.ago >= FRESH_MS) return
    if (deps.inView(alert.conversation)) {
      seen.add(alert.id)
      others.postMessage(alert.id)
      return
    }
    await new Promise((done) => setTimeout(done, HEAR_MS))
    if (!(await mine())() || seen.has(alert.id) || !isNews(alert.id)) return
    tell(alert.conversation, alert)
  }
}

/** Whether the lock is ours, once that is known; it passes on when its console is closed. */
function lead(): () => Promise<() => boolean> {
  let held = false
  const hold = () => {
    held = true
    return new Promise<never>(() => {})
  }
  const known = new Promise<void>((done) => {
    void navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
      done()
      if (lock !== null) return hold()
      void navigator.locks.request(LOCK, hold)
      return undefined
    })
  })
  return async () => {
    await known
    return () => held
  }
}

/** Kept over reloads and for whoever leads next. */
function isNews(id: string): boolean {
  const told = JSON.parse(localStorage.getItem(TOLD) ?? '[]') as string[]
  if (told.includes(id)) return false
  localStorage.setItem(TOLD, JSON.stringify([...told, id].slice(-REMEMBERED)))
  return true
}

async function present(all: readonly Alert[], deps: Deps): Promise<void> {
  const { tone, volume } = deps.notify().sound
  if (all.some(({ sound }) => sound)) void play(tone, volume)
  const shown = all.filter(({ desktop }) => desktop)
  if (shown.length > 0 && desktopOn()) await show(shown, deps)
}

async function show(all: readonly Alert[], { say, channelName, open }: Deps): Promise<void> {
  const { kind, channel, conversation, item, name, preview } = all.at(-1)!
  const registration = await navigator.serviceWorker?.getRegistration()
  const [old] = (await registration?.getNotifications({ tag: conversation })) ?? []
  const n = ((old?.data as { n?: number } | null)?.n ?? 0) + all.length
  const path = `/chat/${encodeURIComponent(channel)}/${encodeURIComponent(conversation)}?m=${encodeURIComponent(item)}`
  const words = preview === null ? say('notify.message') : previewText(preview, say)
  const body = kind === 'message' ? (n > 1 ? say('notify.messages', { n, words }) : words) : say(`notify.kind.${kind}`)
  const options = { body, tag: conversation, icon: '/icon-192.png', data: { path, n } }
  const title = `${name ?? say('notify.someone')} · ${channelName(channel)}`
  if (registration !== undefined) return registration.showNotification(title, options)
  new Notification(title, options).addEventListener('click', () => {
    window.focus()
    open(path)
  })
}
