// Doing what a verdict offers. What the server refuses is said in a toast; the bubble shows its new state by itself.
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { useI18n } from 'vue-i18n'
import { useOutbox } from '../../stores/outbox.ts'
import { useToasts } from '../../stores/toasts.ts'
import { useInsert } from '../composer/insert.ts'
import type { TimelineItem } from '../timeline/item.ts'
import type { Act } from './verdict.ts'

export const wordsOf = ({ body }: TimelineItem): string =>
  body.kind === 'sent' ? body.messages.map((message) => message.text).join('\n\n') : ''

export function useActs() {
  const outbox = useOutbox()
  const toasts = useToasts()
  const insert = useInsert()
  const { t } = useI18n()

  async function told(ask: Promise<Ack>): Promise<void> {
    const ack = await ask.catch(() => null)
    if (ack === null) toasts.show({ text: t('message.delivery.actFailed') })
    else if (!ack.ok) toasts.show({ text: t(`message.delivery.refused.${ack.code}`, { code: ack.code }) })
  }

  /** Nothing in it is quoted any more: a quote token serves once. */
  function sendAnew({ conversation, body, delivery }: TimelineItem) {
    if (body.kind !== 'sent') return
    const messages = body.messages.map(({ type, text }) => ({ type, text }))
    outbox.send({ conversation, messages, notificationDisabled: delivery?.notificationDisabled ?? false })
  }

  function discard(id: string): boolean {
    const gone = outbox.discard(id)
    if (!gone) toasts.show({ text: t('message.delivery.discardLate') })
    return gone
  }

  function edit(item: TimelineItem) {
    if (item.outbox === undefined || discard(item.id)) insert(wordsOf(item))
  }

  return async function run(act: Act, item: TimelineItem): Promise<void> {
    if (act === 'discard') discard(item.id)
    else if (act === 'confirm') outbox.confirm(item.id)
    else if (act === 'edit') edit(item)
    else if (act === 'again') sendAnew(item)
    else if (act === 'cancel') await told(outbox.cancel(item.id, item.conversation))
    else await told(outbox.retry(item.id, item.conversation))
  }
}
