// "Resolve" by key or from the palette, wherever the reader goes next. It is done in one press, so it can be taken back in one: a toast
// names whom it was about. Loaded with the first need.
import type { ConversationStatus } from '@madoguchi/contracts/row/desk'
import { i18n } from '../../../locales/i18n.ts'
import { learn } from '../../../locales/lazy.ts'
import { useAgents } from '../../../stores/agents.ts'
import type { ConversationItem } from '../../../stores/conversations.ts'
import { useDesk } from '../../../stores/desk.ts'
import { useToasts } from '../../../stores/toasts.ts'
import { refusedWords } from '../../desk/refusedWords.ts'
import { learnDeskWords } from '../../desk/words.ts'
import { nameOfConversation } from '../../person/name.ts'

export async function resolve(row: ConversationItem): Promise<void> {
  const [desk, toasts, { t }] = [useDesk(), useToasts(), i18n.global]
  const { status: before, said } = desk.shown(row)
  const [done] = await Promise.all([set('resolved'), learn('keys').catch(() => {})])
  if (!done) return
  toasts.show({
    text: t('keys.resolved', { name: nameOfConversation(row, t) }),
    action: { label: t('keys.undo'), run: () => void set(before, said.until ?? undefined) },
  })

  async function set(status: ConversationStatus, until?: number): Promise<boolean> {
    const snoozed = status === 'snoozed' && until !== undefined && until > Date.now()
    const to = status === 'snoozed' && !snoozed ? 'open' : status
    const ack = await desk.act(row.id, { do: 'status', status: to, ...(snoozed && { until }) })
    if (!ack.ok) {
      await learnDeskWords().catch(() => {})
      toasts.show({ text: refusedWords(ack, useAgents().nameOf, t) })
    }
    return ack.ok
  }
}
