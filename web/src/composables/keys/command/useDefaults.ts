// What needs nothing but stores and addresses: pages, look, the open conversation. A component that can do one of these better registers it
// itself and comes first (`useCommand`).
import { useClipboard } from '@vueuse/core'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { refreshAll } from '../../../components/shell/menu/refresh.ts'
import { useConversations } from '../../../stores/conversations.ts'
import { usePersonal } from '../../../stores/personal.ts'
import { useSession } from '../../../stores/session.ts'
import { useTheme } from '../../../stores/theme.ts'
import { useThread } from '../../../stores/thread.ts'
import { useToasts } from '../../../stores/toasts.ts'
import { useListAddress } from '../../inbox/useListAddress.ts'
import { useOpenConversation } from '../../person/useOpenConversation.ts'
import { useKeyChoice } from '../useKeyChoice.ts'
import { COMMAND_IDS, commandOf } from './table.ts'
import { useDefaultCommand } from './useCommand.ts'
import { unreadPlace } from './unread.ts'

export function useDefaults(): void {
  const { t } = useI18n()
  const [session, themes, personal, toasts] = [useSession(), useTheme(), usePersonal(), useToasts()]

  for (const id of COMMAND_IDS) usePage(id)
  useDefaultCommand('refresh.all', { run: () => refreshAll() })
  useDefaultCommand('theme.toggle', {
    run() {
      const theme = themes.inForce === 'dark' ? 'light' : 'dark'
      themes.choose(theme)
      personal.setPreference({ theme })
    },
  })
  useDefaultCommand('session.signOut', {
    run: () => session.signOut().catch(() => toasts.show({ text: t('shell.signedOutFailed') })),
  })
  useOpenOne()
  useUnread()
}

function usePage(id: (typeof COMMAND_IDS)[number]) {
  const { page } = commandOf(id)
  const router = useRouter()
  const { there } = useKeyChoice()
  if (page === undefined) return
  useDefaultCommand(id, {
    run: () => router.push({ name: page }),
    enabled: () => there(page) && router.currentRoute.value.name !== page,
  })
}

/** Of the open conversation. */
function useOpenOne() {
  const { t } = useI18n()
  const [router, session, toasts] = [useRouter(), useSession(), useToasts()]
  const conversations = useConversations()
  const { kept } = useListAddress()
  const { copy } = useClipboard({ legacy: true })
  const row = useOpenConversation()
  const onChat = () => router.currentRoute.value.name === 'chat' && row.value !== null
  const mayResolve = () => onChat() && row.value!.desk.status !== 'resolved' && session.can(row.value!.channel, 'agent')

  async function resolveNow(next: boolean) {
    const resolved = row.value
    if (resolved === null) return
    // Away from it at once; the answer may take as long as it likes.
    if (next) toNext(resolved)
    const { resolve } = await import('./resolved.ts')
    await resolve(resolved)
  }

  /** The one below in the list, else the one above, else no conversation. */
  function toNext({ id, channel }: { id: string; channel: string }) {
    const { rows } = conversations
    const at = rows.findIndex((one) => one.id === id)
    const next = rows[at + 1] ?? rows[at - 1]
    const params = { channel, ...(next !== undefined && { conversation: next.id }) }
    void router.push({ name: 'chat', params, query: kept.value })
  }

  useDefaultCommand('desk.resolve', { run: () => resolveNow(false), enabled: mayResolve })
  useDefaultCommand('desk.resolveNext', { run: () => resolveNow(true), enabled: mayResolve })
  useDefaultCommand('conversation.copyId', {
    async run() {
      await copy(row.value!.lineId!)
      toasts.show({ text: t('shell.copied') })
    },
    enabled: () => onChat() && row.value!.lineId !== null,
  })
}

/** Of the row with the focus, else of the open conversation. */
function useUnread() {
  const [router, personal, conversations, thread] = [useRouter(), usePersonal(), useConversations(), useThread()]
  const target = () => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-conversation]')?.dataset['conversation']
    const id = focused ?? (router.currentRoute.value.name === 'chat' ? thread.id : null)
    return id === null ? undefined : conversations.byId(id)
  }
  const placeOf = (row: ReturnType<typeof target>) =>
    row === undefined ? null : unreadPlace(row, personal.readTo(row.id), personal.since(row.channel, row.part))

  useDefaultCommand('conversation.unread', {
    run() {
      const row = target()
      const place = placeOf(row)
      if (row !== undefined && place !== null) personal.markReading(row.id, place)
    },
    enabled: () => placeOf(target()) !== null,
  })
}
