// The draft as a scheduled message (CM-29). It is cleared only when the server has it. In a colleague's conversation it is a reply like any
// other: "Reply once" covers it, and is used up when it is taken (CO-5).
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { Draft } from '../../stores/outbox.ts'
import { useReplyOnce } from '../../stores/replyOnce.ts'
import { useToasts } from '../../stores/toasts.ts'
import { useOverLock, type Override } from '../desk/useOverLock.ts'
import { literally } from '../template/literally.ts'
import type { useDraft } from './useDraft.ts'

/** Variables of a scheduled message are filled when it is due; what was typed by hand is sent as typed (CM-9). */
const asTyped = (message: SendableMessage) => literally(message) as SendableMessage

const BUSY: Ack = { ok: false, code: 'busy' }

export function useSendLater(draft: ReturnType<typeof useDraft>) {
  const { t } = useI18n()
  const [toasts, once, overLock] = [useToasts(), useReplyOnce(), useOverLock()]
  const busy = ref(false)

  async function ask(wish: Draft, due: number, holdIfWrites: boolean, override: Override): Promise<void> {
    busy.value = true
    const store = await import('../../stores/schedule.ts').catch(() => null)
    const messages = wish.messages.map(asTyped)
    const ack = (await store?.useSchedule().schedule({ ...wish, messages, due, holdIfWrites, ...override })) ?? BUSY
    busy.value = false
    if (overLock(ack, wish.conversation, (pass) => ask(wish, due, holdIfWrites, pass))) return
    if (!ack.ok) return toasts.show({ text: t(`message.delivery.refused.${ack.code}`, { code: ack.code }) })
    once.withdraw(wish.conversation)
    // What was written on meanwhile is another message.
    if (JSON.stringify(draft.outgoing()) === JSON.stringify(wish)) draft.clear()
  }

  return async (due: number, holdIfWrites: boolean): Promise<void> => {
    const wish = draft.outgoing()
    if (wish === null || busy.value) return
    await ask(wish, due, holdIfWrites, once.has(wish.conversation) ? { override: true } : {})
  }
}
