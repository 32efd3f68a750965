// What is being written in one conversation: kept with every key, restored on any device, cleared by the send that used it alone (CM-5).
import { computed, ref, shallowRef, watch } from 'vue'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { MESSAGES_MAX, TEXT_MAX } from '@madoguchi/contracts/line/size'
import { useOutbox, type Draft } from '../../stores/outbox.ts'
import { besideOf } from '../../stores/parts/beside.ts'
import { usePersonal } from '../../stores/personal.ts'
import { usePresence } from '../../stores/presence.ts'
import type { BesideLink } from './link.ts'
import { signed } from './signed.ts'
import { useSeen } from './useSeen.ts'

/** The counter appears from here on (CM-1). */
const COUNT_FROM = 4500

export function useDraft(conversation: string, focused: () => boolean) {
  const personal = usePersonal()
  const outbox = useOutbox()
  const presence = usePresence()
  const seen = useSeen(conversation)
  const kept = personal.draft(conversation)
  const text = ref(kept?.text ?? '')
  const silent = ref(kept?.notificationDisabled ?? false)
  /** null: nothing has needed it, or it is being loaded. */
  const link = shallowRef<BesideLink | null>(null)
  const form = computed(() => personal.draft(conversation)?.form ?? '')
  const beside = computed(() => besideOf(form.value))
  const carries = computed(() => beside.value.files !== undefined || beside.value.quote !== undefined)

  /** Written on in another tab: taken over while nobody writes here. */
  watch(
    () => personal.draft(conversation),
    (draft) => {
      if (focused()) return
      text.value = draft?.text ?? ''
      silent.value = draft?.notificationDisabled ?? false
    },
  )

  const keep = () => personal.changeDraft(conversation, { text: text.value, notificationDisabled: silent.value })

  function write(words: string) {
    text.value = words
    keep()
    presence.signal(conversation, words.trim() === '' ? 'viewing' : 'typing')
  }

  /** What would go now; null = nothing that could. */
  function outgoing(): Draft | null {
    if (!sendable.value) return null
    const words: SendableMessage[] = text.value.trim() === '' ? [] : [{ type: 'text', text: text.value }]
    const { messages, ...of } = link.value?.outgoing(words) ?? { messages: words }
    const named = signed(messages, personal.preferences.publicName)
    return { conversation, messages: named, notificationDisabled: silent.value, ...of }
  }

  /** False = nothing that could be sent. */
  function send(): boolean {
    const draft = outgoing()
    if (draft === null) return false
    // Before the message: a signal is volatile, and lost while the line is busy.
    presence.signal(conversation, 'viewing')
    if (link.value?.sentAgain(draft) !== true) outbox.send({ ...draft, seen: seen() })
    clear()
    return true
  }

  /** By the send that used it. The form's part of it is another one's. */
  function clear() {
    text.value = ''
    silent.value = false
    const none = { files: null, quote: null, template: null }
    personal.changeDraft(conversation, { text: '', notificationDisabled: false, beside: none })
    link.value?.cleared()
    presence.signal(conversation, 'viewing')
  }

  const bubbles = computed(() => (text.value.trim() === '' ? 0 : 1) + (link.value?.bubbles() ?? 0))
  /** A text that asks for a saved reply waits for the part that knows them. */
  const asks = computed(() => text.value.startsWith('/'))
  const whole = computed(() => (link.value === null ? !carries.value && !asks.value : link.value.ready()))
  const sendable = computed(
    () => whole.value && bubbles.value > 0 && bubbles.value <= MESSAGES_MAX && text.value.length <= TEXT_MAX,
  )
  const count = computed(() =>
    text.value.length < COUNT_FROM ? null : { n: text.value.length, over: text.value.length - TEXT_MAX },
  )
  /** There is something for the part beside the words to draw. */
  const wanted = computed(
    () => carries.value || asks.value || beside.value.template !== undefined || outbox.held(conversation).length > 0,
  )

  function setSilent(on: boolean) {
    silent.value = on
    keep()
  }

  return { text, silent, link, wanted, write, outgoing, send, clear, sendable, count, setSilent }
}
