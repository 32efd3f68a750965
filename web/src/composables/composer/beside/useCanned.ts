// Saved replies by `/` at the start of the field (CM-7): a list that the field's own keys move in, so that the hands stay where they are.
import { computed, ref, watch } from 'vue'
import type { SendableMessage } from '@madoguchi/contracts/line/sendable'
import { useAgents } from '../../../stores/agents.ts'
import { useChannels } from '../../../stores/channels.ts'
import { useSession } from '../../../stores/session.ts'
import { useTemplates } from '../../../stores/templates.ts'
import { useThread } from '../../../stores/thread.ts'
import { valuesOf } from '../../template/values.ts'
import type { useDraft } from '../useDraft.ts'
import { insertion, matching, queryOf, wordsOf, type Canned } from './canned.ts'
import type { TemplateUsed } from './useTemplateUsed.ts'

export type CannedList = ReturnType<typeof useCanned>
type Deps = {
  channel: string
  draft: ReturnType<typeof useDraft>
  used: TemplateUsed
  intoForm: (messages: SendableMessage[], silent: boolean, template: string) => Promise<boolean>
}
export const OPTION = 'canned-option'

export function useCanned({ channel, draft, used, intoForm }: Deps) {
  const templates = useTemplates()
  const [thread, agents, channels, session] = [useThread(), useAgents(), useChannels(), useSession()]
  const dismissed = ref(false)
  const at = ref(0)
  /** What a template could not be inserted for. */
  const missing = ref<{ name: string; variables: string[] } | null>(null)

  const query = computed(() => (dismissed.value ? null : queryOf(draft.text.value)))
  const found = computed<Canned[]>(() =>
    query.value === null ? [] : matching(templates.published(channel) as Canned[], query.value),
  )
  const state = computed(() => templates.stateOf(channel))

  watch(
    () => queryOf(draft.text.value),
    (now, before) => {
      if (now === null) dismissed.value = false
      else if (before === null || before === undefined) templates.start(channel)
      at.value = 0
      missing.value = null
    },
    { immediate: true },
  )

  const values = () => {
    const { conversation, contact } = thread
    const agentName = agents.nameOf(session.me?.agent.id ?? '')
    const channelName = channels.byId(channel)?.name ?? ''
    return conversation === null ? {} : valuesOf({ conversation, contact, agentName, channelName })
  }

  async function choose(one: Canned): Promise<void> {
    const words = wordsOf(one)
    if (words === null) {
      if (await intoForm(one.messages, draft.silent.value, one.id)) draft.write('')
      return
    }
    const inserted = insertion(words, values())
    if ('missing' in inserted) {
      missing.value = { name: one.name, variables: inserted.missing }
      return
    }
    draft.write(inserted.text)
    used.use(one.id, inserted.filled)
  }

  /** True: the key was the list's. */
  function keydown(event: KeyboardEvent): boolean {
    if (query.value === null || event.ctrlKey || event.metaKey || event.altKey) return false
    const count = found.value.length
    const by: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key === 'Escape') dismissed.value = true
    else if (count === 0) return false
    else if (event.key in by) at.value = (at.value + by[event.key]! + count) % count
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) void choose(found.value[at.value]!)
    else return false
    event.preventDefault()
    return true
  }

  const option = () => (found.value.length === 0 ? null : `${OPTION}-${at.value}`)
  return {
    channel,
    option,
    query,
    found,
    at,
    missing,
    state,
    values,
    choose,
    keydown,
    again: () => templates.reload(channel),
  }
}
