// How a conversation stands, in words and with its mark: the status, who said so and when, and until when it sleeps.
import { CircleCheck, CircleDot, Hourglass, Moon } from '@lucide/vue'
import { computed, type Component } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ConversationStatus, Desk } from '@madoguchi/contracts/row/desk'
import { useAgents } from '../../stores/agents.ts'
import { useTeams } from '../../stores/teams.ts'
import { useClock } from '../time/useClock.ts'
import { useHalfMinute } from '../time/useNow.ts'
import { waitingOf } from './waiting.ts'

export const STATUS_ICONS: Record<ConversationStatus, Component> = {
  open: CircleDot,
  pending: Hourglass,
  snoozed: Moon,
  resolved: CircleCheck,
}

export function useStatusWords(desk: () => Desk | null) {
  const { t } = useI18n()
  const [agents, teams, clock, now] = [useAgents(), useTeams(), useClock(), useHalfMinute()]

  /** On another day a clock time alone would mislead. */
  const moment = (at: number) =>
    clock.value.isToday(at, now.value)
      ? clock.value.time(at)
      : t('desk.moment', { date: clock.value.short(at, now.value), time: clock.value.time(at) })
  const nameOf = (id: string) => (agents.isMe(id) ? t('desk.me', { name: agents.nameOf(id) }) : agents.nameOf(id))

  const status = computed(() => t(`desk.status.${desk()?.status ?? 'open'}`))
  const until = computed(() => {
    const at = desk()?.status === 'snoozed' ? (desk()?.said.until ?? null) : null
    return at === null ? null : t('desk.until', { at: moment(at) })
  })
  const by = computed(() => {
    const now = desk()
    if (now === null || now.statusAt === 0) return t('desk.by.nobody')
    const kind = now.statusBy === 'contact' || now.statusBy === 'system' ? now.statusBy : 'agent'
    const name = kind === 'agent' ? agents.nameOf(now.statusBy) : ''
    return t(`desk.by.${kind}`, { status: status.value, name, at: moment(now.statusAt) })
  })
  const assignee = computed(() => {
    const { assignee: who = null, team = null } = desk() ?? {}
    if (who === null) return team === null ? t('desk.nobody') : t('desk.assigneeTeam', { team: teams.nameOf(team) })
    if (team !== null) return t('desk.assigneeBoth', { name: agents.nameOf(who), team: teams.nameOf(team) })
    return t(agents.isMe(who) ? 'desk.assigneeMe' : 'desk.assignee', { name: agents.nameOf(who) })
  })
  const waiting = computed(() => {
    const since = desk()?.needsReplySince ?? null
    if (since === null) return null
    const { unit, n, m, long } = waitingOf(since, now.value)
    const key = long ? `long${unit.charAt(0).toUpperCase()}${unit.slice(1)}` : unit
    return {
      long,
      since,
      words: t(`desk.wait.${key}`, { n, m }),
      tip: t('desk.wait.tip', { at: clock.value.full(since) }),
    }
  })
  return { status, until, by, assignee, waiting, moment, nameOf }
}
