// What is being written in one conversation: kept with every key, restored on any device, cleared by the send that used it alone (CM-5).
import { computed, ref, watch } from 'vue'
import { TEXT_MAX } from '@madoguchi/contracts/line/size'
import { useOutbox } from '../../stores/outbox.ts'
import { usePersonal } from '../../stores/personal.ts'
import { usePresence } from '../../stores/presence.ts'

/** The counter appears from here on (CM-1). */
const COUNT_FROM = 4500

export function useDraft(conversation: string, focused: () => boolean) {
  const personal = usePersonal()
  const outbox = useOutbox()
  const presence = usePresence()
  const kept = personal.draft(conversation)
  const text = ref(kept?.text ?? '')
  const silent = ref(kept?.notificationDisabled ?? false)

  /** Written on in another tab: taken over while nobody writes here. */
  watch(
    () => personal.draft(conversation),
    (draft) => {
      if (focused()) return
      text.value = draft?.text ?? ''
      silent.value = draft?.notificationDisabled ?? false
    },
  )

  const keep = () => personal.setDraft(conversation, text.value, silent.value)

  function write(words: string) {
    text.value = words
    keep()
    presence.signal(conversation, words.trim() === '' ? 'viewing' : 'typing')
  }

  /** False = nothing that could be sent. */
  function send(): boolean {
    if (!sendable.value) return false
    outbox.send({ conversation, messages: [{ type: 'text', text: text.value }], notificationDisabled: silent.value })
    text.value = ''
    silent.value = false
    keep()
    presence.signal(conversation, 'viewing')
    return true
  }

  const sendable = computed(() => text.value.trim() !== '' && text.value.length <= TEXT_MAX)
  const count = computed(() =>
    text.value.length < COUNT_FROM ? null : { n: text.value.length, over: text.value.length - TEXT_MAX },
  )

  function setSilent(on: boolean) {
    silent.value = on
    keep()
  }

  return { text, silent, write, send, sendable, count, setSilent }
}
