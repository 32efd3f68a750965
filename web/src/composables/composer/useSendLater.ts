// The draft as a scheduled message (CM-29). It is cleared only when the server has it.
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { useToasts } from '../../stores/toasts.ts'
import { literally } from '../template/literally.ts'
import type { useDraft } from './useDraft.ts'

/** Variables of a scheduled message are filled when it is due; what was typed by hand is sent as typed (CM-9). */
const asTyped = (message: SendableMessage) => literally(message) as SendableMessage

export function useSendLater(draft: ReturnType<typeof useDraft>) {
  const { t } = useI18n()
  const toasts = useToasts()
  const busy = ref(false)

  return async (due: number, holdIfWrites: boolean): Promise<void> => {
    const wish = draft.outgoing()
    if (wish === null || busy.value) return
    busy.value = true
    const store = await import('../../stores/schedule.ts').catch(() => null)
    const ack = (await store
      ?.useSchedule()
      .schedule({ ...wish, messages: wish.messages.map(asTyped), due, holdIfWrites })) ?? { ok: false, code: 'busy' }
    busy.value = false
    if (!ack.ok) return toasts.show({ text: t(`message.delivery.refused.${ack.code}`, { code: ack.code }) })
    // What was written on meanwhile is another message.
    if (JSON.stringify(draft.outgoing()) === JSON.stringify(wish)) draft.clear()
  }
}
