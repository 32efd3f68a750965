// Doing what a verdict offers. What the server refuses is said in a toast, with a way past a colleague's lock; the bubble shows its new
// state by itself.
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { useI18n } from 'vue-i18n'
import { useOutbox } from '../../stores/outbox.ts'
import { useToasts } from '../../stores/toasts.ts'
import { useInsert, useOpenForm } from '../composer/insert.ts'
import { useOverLock, type Override } from '../desk/useOverLock.ts'
import type { TimelineItem } from '../timeline/item.ts'
import { typedIn } from './typed.ts'
import type { Act } from './verdict.ts'

/** A quote token serves once. */
function withoutQuote(message: SendableMessage): SendableMessage {
  if (!('quoteToken' in message)) return message
  const { quoteToken: _used, ...rest } = message
  return rest
}

export function useActs() {
  const outbox = useOutbox()
  const toasts = useToasts()
  const insert = useInsert()
  const openForm = useOpenForm()
  const overLock = useOverLock()
  const { t } = useI18n()

  async function told(conversation: string, ask: (override: Override) => Promise<Ack>, over: Override = {}) {
    const ack = await ask(over).catch(() => null)
    if (ack === null) return toasts.show({ text: t('message.delivery.actFailed') })
    if (ack.ok || overLock(ack, conversation, (pass) => told(conversation, ask, pass))) return
    toasts.show({ text: t(`message.delivery.refused.${ack.code}`, { code: ack.code }) })
  }

  function sendAnew({ conversation, body, delivery }: TimelineItem) {
    if (body.kind !== 'sent') return
    const messages = body.messages.map(withoutQuote)
    outbox.send({ conversation, messages, notificationDisabled: delivery?.notificationDisabled ?? false })
  }

  async function settle(act: 'delete' | 'arrived' | 'leave', item: TimelineItem): Promise<Ack> {
    const schedule = (await import('../../stores/schedule.ts')).useSchedule()
    if (act === 'delete') return schedule.remove(item)
    return schedule.settle(item, act === 'arrived' ? 'arrived' : 'left')
  }

  function discard(id: string): boolean {
    const gone = outbox.discard(id)
    if (!gone) toasts.show({ text: t('message.delivery.discardLate') })
    return gone
  }

  async function edit(item: TimelineItem) {
    const words = typedIn(item)
    if (words !== null) {
      if (item.outbox === undefined || discard(item.id)) insert(words)
      return
    }
    const { conversation, body, delivery } = item
    if (body.kind !== 'sent') return
    const { putIntoForm } = await import('./toForm.ts')
    const messages = body.messages.map(withoutQuote)
    if (!putIntoForm({ conversation, messages, silent: delivery?.notificationDisabled ?? false }))
      toasts.show({ text: t('message.delivery.formFilled') })
    openForm()
  }

  return async function run(act: Act, item: TimelineItem): Promise<void> {
    if (act === 'discard') discard(item.id)
    else if (act === 'confirm') outbox.confirm(item.id)
    else if (act === 'edit') await edit(item)
    else if (act === 'again') sendAnew(item)
    else if (act === 'cancel') await told(item.conversation, () => outbox.cancel(item.id, item.conversation))
    else if (act === 'retry') await told(item.conversation, (over) => outbox.retry(item.id, item.conversation, over))
    else await told(item.conversation, () => settle(act, item))
  }
}
