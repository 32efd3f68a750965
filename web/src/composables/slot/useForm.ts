// The message input form at work in one conversation: slots, what is wrong with them, its draft, and the one send it ends with.
import { useEventListener } from '@vueuse/core'
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import type { ConversationKind } from '@madoguchi/contracts/row/conversation'
import type { Where } from '@madoguchi/contracts/line/validate'
import { useOutbox, type OutboxItem } from '../../stores/outbox.ts'
import { usePresence } from '../../stores/presence.ts'
import { useSession } from '../../stores/session.ts'
import { checkSlots } from './check.ts'
import { readDraft, written } from './draft/draft.ts'
import { draftKey } from './draft/draftKey.ts'
import { added, changed, copied, isEmpty, moved, newSlot, plainText, removed, textSlot, type Slot } from './slots.ts'
import { slotOf } from './slotOf.ts'

/** `typed`: what stands in the composer, which the form takes over when it is empty itself. */
type Given = {
  conversation: string
  kind: () => ConversationKind | undefined
  typed: { text: string; silent: boolean }
}

export function useForm({ conversation, kind, typed }: Given) {
  const outbox = useOutbox()
  const presence = usePresence()
  const place = draftKey(useSession().me?.agent.id ?? '', conversation)
  const kept = readDraft(localStorage.getItem(place), uuidv7)
  const taken = kept === null && (typed.text.trim() !== '' || typed.silent)

  const slots = shallowRef<Slot[]>(kept?.slots ?? [taken ? textSlot(uuidv7(), typed.text) : newSlot(uuidv7())])
  const silent = ref(kept?.silent ?? typed.silent)
  /** The browser keeps no more: the draft lives as long as the page. */
  const unkept = ref(false)
  let done = false

  const where = computed<Where | undefined>(() => {
    const of = kind()
    return of === 'unidentified' ? undefined : of
  })
  const checked = computed(() => checkSlots(slots.value, where.value))
  const filled = computed(() => slots.value.some((slot) => !isEmpty(slot)))
  const refused = computed(() => outbox.pending(conversation).find((item) => item.state === 'refused') ?? null)

  function keep() {
    const text = written({ slots: slots.value, silent: silent.value })
    try {
      if (text === null) localStorage.removeItem(place)
      else localStorage.setItem(place, text)
      unkept.value = false
    } catch {
      unkept.value = true
    }
  }

  function write(next: Slot[]) {
    slots.value = next
    keep()
    presence.signal(conversation, filled.value ? 'typing' : 'viewing')
  }

  /** What stood in a refused message, for another try; the refused one goes. */
  function takeBack({ id, messages, notificationDisabled }: OutboxItem) {
    if (!outbox.discard(id)) return
    silent.value = notificationDisabled
    write(messages.map((message) => slotOf(message, uuidv7())))
  }

  /** False = nothing that may go. One send, whatever is pressed how often. */
  function send(): boolean {
    const { messages, problems } = checked.value
    if (done || problems.length > 0 || messages.length === 0) return false
    done = true
    outbox.send({ conversation, messages, notificationDisabled: silent.value })
    silent.value = false
    write([newSlot(uuidv7())])
    return true
  }

  function setSilent(on: boolean) {
    silent.value = on
    keep()
  }

  // Written on, or sent, in another tab: taken over while nobody writes here.
  useEventListener(window, 'storage', (event) => {
    if (event.key !== place || document.hasFocus()) return
    const news = readDraft(event.newValue, uuidv7)
    slots.value = news?.slots ?? [newSlot(uuidv7())]
    silent.value = news?.silent ?? false
  })
  if (taken) keep()
  onBeforeUnmount(() => presence.signal(conversation, 'viewing'))

  return {
    slots,
    silent,
    unkept,
    taken,
    checked,
    filled,
    refused,
    setSilent,
    takeBack,
    send,
    /** A single plain text, or none with its bell off, goes back to the composer: they share one draft. null: it stays here. */
    giveBack(): string | null {
      const text = plainText(slots.value)
      if (text === null || (text === '' && !silent.value)) return null
      write([newSlot(uuidv7())])
      return text
    },
    add: () => write(added(slots.value, newSlot(uuidv7()))),
    change: (key: string, to: (slot: Slot) => Slot) => write(changed(slots.value, key, to)),
    copy: (key: string) => write(copied(slots.value, key, uuidv7())),
    move: (i: number, by: 1 | -1) => write(moved(slots.value, i, by)),
    remove: (key: string) => write(removed(slots.value, key, newSlot(uuidv7()))),
  }
}
