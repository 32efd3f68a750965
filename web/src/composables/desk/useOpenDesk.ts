// The work on the open conversation: how it stands, what this agent may do with it, and doing it. A refusal is said in a toast.
import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Desk } from '@madoguchi/contracts/row/desk'
import { useAgents } from '../../stores/agents.ts'
import { useDesk } from '../../stores/desk.ts'
import { useSession } from '../../stores/session.ts'
import { useToasts } from '../../stores/toasts.ts'
import { useOpenConversation } from '../person/useOpenConversation.ts'
import { refusedWords } from './refusedWords.ts'
import type { DeskWish } from './wish.ts'

export type OpenDesk = ReturnType<typeof useOpenDesk>

export function useOpenDesk() {
  const { t } = useI18n()
  const row = useOpenConversation()
  const [store, session, agents, toasts] = [useDesk(), useSession(), useAgents(), useToasts()]

  const desk = computed<Desk | null>(() => (row.value === null ? null : store.shown(row.value)))
  watch(row, (now) => now !== null && store.settle(now))
  const can = (role: 'agent' | 'supervisor') => row.value !== null && session.can(row.value.channel, role)
  const me = computed(() => session.me?.agent.id ?? '')

  /** False: it was not done. */
  async function act(wish: DeskWish): Promise<boolean> {
    if (row.value === null) return false
    const ack = await store.act(row.value.id, wish)
    if (!ack.ok) toasts.show({ text: refusedWords(ack, agents.nameOf, t) })
    return ack.ok
  }

  return {
    row,
    desk,
    me,
    may: computed(() => can('agent')),
    supervisor: computed(() => can('supervisor')),
    mine: computed(() => desk.value?.assignee === me.value),
    act,
    /** Whoever takes it takes it for themselves; the team stays. */
    take: () => act({ do: 'assign', assignee: me.value, team: desk.value?.team ?? null }),
  }
}
