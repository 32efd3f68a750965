// Shows what is pushed while no console is open, and leads a click to its place. It answers no request and keeps nothing: the page is
// always the server's, and a new build is never held up by an old worker.
const WORDS = {
  en: {
    message: ['New message', '{n} new messages'],
    mention: 'You were mentioned',
    assigned: 'A conversation is yours',
    other: 'Something needs you',
    test: 'Push works on this device',
  },
  ja: {
    message: ['新しいメッセージ', '新しいメッセージ {n}件'],
    mention: 'メンションされました',
    assigned: '会話の担当になりました',
    other: '確認が必要です',
    test: 'この端末でプッシュ通知を受け取れます',
  },
  th: {
    message: ['ข้อความใหม่', 'ข้อความใหม่ {n} ข้อความ'],
    mention: 'มีคนกล่าวถึงคุณ',
    assigned: 'คุณได้รับมอบหมายบทสนทนา',
    other: 'มีสิ่งที่ต้องดู',
    test: 'อุปกรณ์นี้รับการแจ้งเตือนแบบพุชได้แล้ว',
  },
  'zh-TW': {
    message: ['新訊息', '{n} 則新訊息'],
    mention: '有人提到你',
    assigned: '你被指派了一個對話',
    other: '有事項需要處理',
    test: '此裝置可以接收推播通知',
  },
}

function said({ kind, n, language, name, channelName, preview }, before) {
  const words = WORDS[language] ?? WORDS[String(language).slice(0, 2)] ?? WORDS.en
  const count = n + before
  const what =
    kind === 'message' ? words.message[count > 1 ? 1 : 0].replace('{n}', count) : (words[kind] ?? words.other)
  const shown = preview?.text
  if (kind === 'test') return { title: 'Madoguchi', body: what }
  return { title: name ?? channelName, body: shown === undefined || count > 1 ? what : shown }
}

const pathOf = ({ channel, conversation, item }) =>
  conversation === ''
    ? '/chat'
    : `/chat/${encodeURIComponent(channel)}/${encodeURIComponent(conversation)}?m=${encodeURIComponent(item)}`

async function show(pushed) {
  const tag = pushed.conversation || 'test'
  const [old] = await self.registration.getNotifications({ tag })
  const before = old?.data?.n ?? 0
  const { title, body } = said(pushed, before)
  const data = { path: pathOf(pushed), n: before + pushed.n }
  await self.registration.showNotification(title, {
    body,
    tag,
    data,
    renotify: true,
    icon: '/icon-192.png',
    badge: '/icon-192.png',
  })
}

/** A console that is open comes to the front and goes there; else one is opened. */
async function lead(path) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = pages.find(({ focused }) => focused) ?? pages[0]
  if (page === undefined) return self.clients.openWindow(path)
  page.postMessage({ madoguchi: 'open', path })
  return page.focus().catch(() => {})
}

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('push', (event) => {
  let pushed = null
  try {
    pushed = event.data?.json()
  } catch {}
  if (typeof pushed?.conversation === 'string') event.waitUntil(show(pushed))
})
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(lead(event.notification.data?.path ?? '/chat'))
})
