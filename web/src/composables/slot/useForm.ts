// The message input form at work in one conversation: slots, what is wrong with them, its draft, and the one send it ends with.
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { ConversationKind } from '@madoguchi/contracts/row/conversation'
import type { Where } from '@madoguchi/contracts/line/validate'
import { useOutbox, type OutboxItem } from '../../stores/outbox.ts'
import { usePersonal } from '../../stores/personal.ts'
import { usePresence } from '../../stores/presence.ts'
import { useSchedule } from '../../stores/schedule.ts'
import { besideOf } from '../../stores/parts/beside.ts'
import { signed } from '../composer/signed.ts'
import { useSeen } from '../composer/useSeen.ts'
import { literally } from '../template/literally.ts'
import { useConversationValues } from '../template/useConversationValues.ts'
import { provideValues } from '../template/useValues.ts'
import { checkSlots, lateProblemsOf } from './check.ts'
import { templateIn } from './draft/templateIn.ts'
import { readDraft, written } from './draft/draft.ts'
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
  const personal = usePersonal()
  const seen = useSeen(conversation)
  const keptForm = () => besideOf(personal.draft(conversation)?.form).form
  const kept = readDraft(keptForm(), uuidv7)
  const taken = kept === null && (typed.text.trim() !== '' || typed.silent)

  const slots = shallowRef<Slot[]>(kept?.slots ?? [taken ? textSlot(uuidv7(), typed.text) : newSlot(uuidv7())])
  const silent = ref(kept?.silent ?? typed.silent)
  /** Id of the template the slots were made of, for counting. */
  const template = ref(templateIn(keptForm()))
  const values = useConversationValues()
  provideValues(values)
  /** Too much to be kept: the draft lives as long as the page. */
  const unkept = ref(false)
  let done = false

  const where = computed<Where | undefined>(() => {
    const of = kind()
    return of === 'unidentified' ? undefined : of
  })
  const checked = computed(() => checkSlots(slots.value, where.value, values.value))
  const lateProblems = computed(() => lateProblemsOf(slots.value, where.value, checked.value))
  const filled = computed(() => slots.value.some((slot) => !isEmpty(slot)))
  const refused = computed(() => outbox.pending(conversation).find((item) => item.state === 'refused') ?? null)

  const ofTemplate = () => (template.value === null ? {} : { template: template.value })

  function keep() {
    const slotted = written({ slots: slots.value, silent: silent.value })
    const form = slotted && { ...slotted, ...ofTemplate() }
    unkept.value = !personal.changeDraft(conversation, { beside: { form } })
  }

  function write(next: Slot[]) {
    slots.value = next
    if (next.every(isEmpty)) template.value = null
    keep()
    presence.signal(conversation, filled.value ? 'typing' : 'viewing')
  }

  /** What stood in a refused message, for another try; the refused one goes. */
  function takeBack({ id, messages, notificationDisabled, template: of }: OutboxItem) {
    if (!outbox.discard(id)) return
    silent.value = notificationDisabled
    template.value = of ?? null
    write(messages.map((message) => slotOf(literally(message), uuidv7())))
  }

  /** An editable copy of a saved set, variables as written (MF-2); null = a new message. */
  function use(saved: { id: string; messages: readonly unknown[] } | null) {
    template.value = saved?.id ?? null
    const made = saved?.messages.map((message) => slotOf(message, uuidv7())) ?? []
    write(made.length > 0 ? made : [newSlot(uuidv7())])
  }

  /** False = nothing that may go. One send, whatever is pressed how often. */
  function send(): boolean {
    const { messages, problems } = checked.value
    if (done || problems.length > 0 || messages.length === 0) return false
    done = true
    outbox.send({
      conversation,
      messages: signed(messages, personal.preferences.publicName),
      notificationDisabled: silent.value,
      seen: seen(),
      ...ofTemplate(),
    })
    silent.value = false
    write([newSlot(uuidv7())])
    return true
  }

  /** Variables stay as written. Once it is kept, nothing of it stands here any more. */
  async function schedule(due: number, holdIfWrites: boolean): Promise<Ack | null> {
    const { messages } = checkSlots(slots.value, where.value)
    if (done || lateProblems.value.length > 0 || messages.length === 0) return null
    done = true
    const said = signed(messages, personal.preferences.publicName)
    const wish = { conversation, messages: said, notificationDisabled: silent.value, due, holdIfWrites }
    const ack = await useSchedule().schedule({ ...wish, ...ofTemplate() })
    done = ack.ok
    if (!ack.ok) return ack
    silent.value = false
    write([newSlot(uuidv7())])
    return ack
  }

  function setSilent(on: boolean) {
    silent.value = on
    keep()
  }

  // Written on, or sent, in another tab or on another device: taken over while nobody writes here.
  watch(keptForm, (form) => {
    if (document.hasFocus()) return
    const news = readDraft(form, uuidv7)
    if (JSON.stringify(news && written(news)) === JSON.stringify(written({ slots: slots.value, silent: silent.value })))
      return
    slots.value = news?.slots ?? [newSlot(uuidv7())]
    silent.value = news?.silent ?? false
    template.value = templateIn(form)
  })
  if (taken) keep()
  onBeforeUnmount(() => presence.signal(conversation, 'viewing'))

  return {
    slots,
    silent,
    unkept,
    taken,
    checked,
    lateProblems,
    filled,
    refused,
    setSilent,
    takeBack,
    template,
    use,
    /** Variables as written: a scheduled send is filled at its time. */
    unfilled: () => checkSlots(slots.value, where.value).messages,
    send,
    schedule,
    /** A single plain text, or none with its bell off, goes back to the composer: they share one draft. null: it stays here. */
    giveBack(): string | null {
      const text = plainText(slots.value)
      // The composer sends what is typed as it is typed: a variable would arrive as its name (CM-9).
      if (text === null || text.includes('{{') || (text === '' && !silent.value)) return null
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
