// A message that was not sent because something was said meanwhile (CM-26) or a colleague has the conversation (CO-5): back in the field when that is empty, and the agent's to
// decide. One at a time, in order. Unchanged it goes under its own id, so that a lost answer that hid a success cannot double it.
import { computed, ref, watch } from 'vue'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { useOutbox, type Draft, type OutboxItem } from '../../../stores/outbox.ts'
import { usePersonal } from '../../../stores/personal.ts'
import { useReplyOnce } from '../../../stores/replyOnce.ts'
import { useThread } from '../../../stores/thread.ts'
import { appended } from '../insert.ts'
import type { useDraft } from '../useDraft.ts'
import { useSeen } from '../useSeen.ts'
import type { KeptUpload } from '../../upload/kept.ts'
import { plainOf } from './plain.ts'

type Deps = {
  conversation: string
  draft: ReturnType<typeof useDraft>
  /** Nothing stands beside the words. */
  bare: () => boolean
  restoreFiles: (files: KeptUpload[]) => void
  /** Into the form, where every kind can be changed; false = something is in it already. */
  intoForm: (messages: SendableMessage[], silent: boolean) => Promise<boolean>
}

/** Past what stood in the way. */
type Pass = { anyway?: true; override?: true }

export function useHeld({ conversation, draft, bare, restoreFiles, intoForm }: Deps) {
  const outbox = useOutbox()
  const thread = useThread()
  const personal = usePersonal()
  const once = useReplyOnce()
  const seen = useSeen(conversation)
  const item = computed<OutboxItem | null>(() => outbox.held(conversation)[0] ?? null)
  const more = computed(() => Math.max(0, outbox.held(conversation).length - 1))
  /** Whose words stand in the field. */
  const restored = ref<string | null>(null)

  const missed = computed(() => {
    const ids = new Set(item.value?.missed)
    return thread.latest.filter(({ id }) => ids.has(id))
  })

  function restore({ id, messages, notificationDisabled, quotes, template }: OutboxItem) {
    const plain = plainOf(messages)
    if (plain === null) return
    if (draft.text.value === '' && bare()) {
      draft.setSilent(notificationDisabled)
      draft.write(plain.text)
      restoreFiles(plain.files)
      const quote = quotes !== undefined && plain.token !== null ? { row: quotes, token: plain.token } : null
      personal.changeDraft(conversation, {
        beside: { quote, template: template === undefined ? null : { id: template } },
      })
    }
    if (draft.text.value === plain.text) restored.value = id
  }

  watch(
    item,
    (now, before) => {
      // Its row has come: it was sent after all, and what stands in the field is that message.
      const went = before !== undefined && before !== null && before.id !== now?.id && restored.value === before.id
      if (went && draft.text.value === plainOf(before.messages)?.text) draft.clear()
      if (now?.id !== restored.value) restored.value = null
      if (now !== null && restored.value === null) restore(now)
    },
    { immediate: true },
  )

  const unchanged = ({ messages, notificationDisabled, quotes }: OutboxItem, wish: Draft): boolean =>
    JSON.stringify([messages, notificationDisabled, quotes]) ===
    JSON.stringify([wish.messages, wish.notificationDisabled, wish.quotes])

  /** With what now stands in the field: true if that is the held message as it was. */
  function goAgain(wish: Draft, change: Pass): boolean {
    const held = item.value
    if (held === null || restored.value !== held.id) return false
    restored.value = null
    if (unchanged(held, wish)) outbox.again(held.id, { seen: seen(), ...change, ...once.spend(conversation) })
    else outbox.discard(held.id)
    return unchanged(held, wish)
  }

  /** True = the field's own words went, changed or not. */
  function sendAnyway(): boolean {
    const held = item.value
    if (held === null) return false
    const pass: Pass = held.code === 'locked' ? { override: true } : { anyway: true }
    const wish = restored.value === held.id ? draft.outgoing() : null
    if (wish === null) {
      outbox.again(held.id, pass)
      return false
    }
    if (!goAgain(wish, pass)) outbox.send({ ...wish, seen: seen(), ...pass })
    draft.clear()
    return true
  }

  /** False: it stays as it is, since the form is taken. */
  async function edit(): Promise<boolean> {
    const held = item.value
    if (held === null) return true
    const plain = plainOf(held.messages)
    if (plain === null && !(await intoForm(held.messages, held.notificationDisabled))) return false
    if (plain !== null && restored.value !== held.id) {
      draft.write(appended(draft.text.value, plain.text))
      restoreFiles(plain.files)
    }
    restored.value = null
    outbox.discard(held.id)
    return true
  }

  return {
    item,
    more,
    missed,
    restored: computed(() => restored.value !== null),
    sendAnyway,
    edit,
    sentAgain: (wish: Draft) => goAgain(wish, {}),
  }
}
