// Opening the message input form: by its button or by its command (SH-18). It is loaded when it is first opened.
import { computed, defineAsyncComponent, nextTick, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useOutbox } from '../../stores/outbox.ts'
import { usePersonal } from '../../stores/personal.ts'
import { useToasts } from '../../stores/toasts.ts'
import { useCommand } from '../keys/command/useCommand.ts'
import { besideOf } from '../../stores/parts/beside.ts'
import { learnWords } from '../slot/words.ts'

/**
 * `there`: whether the conversation has come. `may`: whether anything can be written here now. `focus`: where one goes on, if nothing
 * else takes the focus back.
 */
type Deps = { conversation: string; there: () => boolean; may: () => boolean; focus: () => void }

export function useMessageForm({ conversation, there, may, focus }: Deps) {
  const toasts = useToasts()
  const outbox = useOutbox()
  const { t, locale } = useI18n()
  const open = ref(false)
  const personal = usePersonal()

  const Dialog = defineAsyncComponent({
    loader: () => import('../../components/slot/SlotDialog.vue'),
    onError(_, __, fail) {
      failed()
      fail()
    },
    errorComponent: { render: () => null },
  })

  function failed() {
    open.value = false
    toasts.show({ text: t('composer.formFailed') })
  }

  /** Pressed before the conversation was there: then it opens with it. */
  let early = false
  async function show() {
    early = !there()
    if (early) return
    try {
      await learnWords()
      open.value ||= may()
    } catch {
      failed()
    }
  }
  watch(there, () => early && void show())
  watch(locale, () => open.value && void show())

  async function close() {
    open.value = false
    await nextTick()
    if (document.activeElement === document.body) focus()
  }

  useCommand('form.open', { run: show, enabled: may })

  /** Something stands in it, or waits to be taken back: what was refused and is no plain text has no other way. */
  const waits = computed(
    () =>
      besideOf(personal.draft(conversation)?.form).form !== undefined ||
      outbox
        .pending(conversation)
        .some((item) => item.state === 'refused' && item.messages.some((one) => one.type !== 'text')),
  )
  return { Dialog, open, waits, show, close }
}
