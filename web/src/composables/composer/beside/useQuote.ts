// The message that is answered: its row and LINE's token for it, in the draft until it is sent or taken away (CM-12).
import { computed } from 'vue'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { besideOf } from '../../../stores/parts/beside.ts'
import { usePersonal } from '../../../stores/personal.ts'
import { useThread } from '../../../stores/thread.ts'
import { quoteOf } from './quote.ts'

export function useQuote(conversation: string) {
  const personal = usePersonal()
  const thread = useThread()
  const quote = computed(() => quoteOf(besideOf(personal.draft(conversation)?.form).quote))
  const original = computed(() => [...thread.items, ...thread.latest].find(({ id }) => id === quote.value?.row) ?? null)

  return {
    quote,
    original,
    /** An edit of theirs renews the token. */
    quoting(words: SendableMessage[]): SendableMessage[] {
      if (quote.value === null) return words
      const token = original.value?.quoteToken ?? quote.value.token
      return words.map((one, i) => (i === 0 && one.type === 'text' ? { ...one, quoteToken: token } : one))
    },
    remove: () => personal.changeDraft(conversation, { beside: { quote: null } }),
  }
}
