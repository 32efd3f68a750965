// Listens for what is new, and for where a click on it leads; the rest comes with the first of them.
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Alert } from '@madoguchi/contracts/notify/alert'
import { learn } from '../../locales/lazy.ts'
import { useChannels } from '../../stores/channels.ts'
import { useConnection } from '../../stores/connection.ts'
import { usePersonal } from '../../stores/personal.ts'
import { useSession } from '../../stores/session.ts'
import { useThread } from '../../stores/thread.ts'
import { PUSH_OWNER } from './pushOwner.ts'

let tell: Promise<(alert: Alert) => Promise<void>> | undefined

export function useTelling(): void {
  const { t, locale } = useI18n()
  const router = useRouter()
  const [personal, thread, channels] = [usePersonal(), useThread(), useChannels()]

  async function load() {
    const [{ createTelling }] = await Promise.all([import('./tell.ts'), learn('notify')])
    return createTelling({
      inView: (conversation) => document.hasFocus() && thread.id === conversation,
      notify: () => personal.preferences.notify,
      channelName: (id) => channels.byId(id)?.name ?? '',
      open: (path) => void router.push(path),
      say: (key, values) => t(key, values ?? {}),
    })
  }

  const me = useSession().me?.agent.id
  // Without a line now it is kept with the next sign-in or load.
  if (me !== undefined && localStorage.getItem(PUSH_OWNER) === me)
    void import('./device.ts').then(({ keepPush }) => keepPush(me, locale.value)).catch(() => {})

  useConnection().listen({
    // What cannot be loaded is tried again with the next; the rows come in any case.
    alert: (alert) => void (tell ??= load()).then((run) => run(alert)).catch(() => (tell = undefined)),
  })
  navigator.serviceWorker?.addEventListener(
    'message',
    ({ data }: MessageEvent<{ madoguchi?: string; path?: string }>) => {
      if (data.madoguchi === 'open' && data.path?.startsWith('/chat')) void router.push(data.path)
    },
  )
}
