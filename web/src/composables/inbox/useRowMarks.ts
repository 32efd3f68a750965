// How the work on a row stands, in marks and in words: whose it is, how it stands, since when somebody waits, its tags, a draft of mine, and
// what I wrote about them and did not save.
import { CircleCheck, Hourglass, Moon } from '@lucide/vue'
import { computed, type Component, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ConversationStatus } from '@madoguchi/contracts/row/desk'
import { useAgents } from '../../stores/agents.ts'
import type { ConversationItem } from '../../stores/conversations.ts'
import { useContactEdit } from '../../stores/contactEdit.ts'
import { useDesk } from '../../stores/desk.ts'
import { usePersonal } from '../../stores/personal.ts'
import { useTeams } from '../../stores/teams.ts'
import { waitingOf } from '../desk/waiting.ts'
import { useHalfMinute } from '../time/useNow.ts'

/** Open is what is to be done, and needs no mark. */
const ICONS: Partial<Record<ConversationStatus, Component>> = {
  pending: Hourglass,
  snoozed: Moon,
  resolved: CircleCheck,
}

/** On a row; the others are a number. */
const TAGS_SHOWN = 2

export type RowMarks = ReturnType<typeof useRowMarks>

export function useRowMarks(item: () => ConversationItem) {
  const { t } = useI18n()
  const [agents, teams, desks, personal, now] = [useAgents(), useTeams(), useDesk(), usePersonal(), useHalfMinute()]
  const edits = useContactEdit()
  const desk = computed(() => desks.shown(item()))

  /** Nothing was ever to do: resolved is then how everything begins. */
  const status = computed(() => {
    const { status, case: n } = desk.value
    const icon = n === 0 && status === 'resolved' ? undefined : ICONS[status]
    return icon === undefined ? null : { icon, words: t(`view.status.${status}`) }
  })
  const whose = computed(() => {
    const { assignee, team } = desk.value
    if (assignee !== null) return { agent: assignee, words: t('view.assigned', { name: agents.nameOf(assignee) }) }
    return team === null ? null : { agent: null, words: t('view.assignedTeam', { name: teams.nameOf(team) }) }
  })
  const waits = computed(() => {
    const since = desk.value.needsReplySince
    if (since === null) return null
    const { unit, n, long } = waitingOf(since, now.value)
    const time = t(`view.waits.${unit}`, { n })
    return { time, long, words: t(long ? 'view.long' : 'view.waiting', { time }) }
  })
  const drafted = computed(() => personal.draft(item().id) !== null)
  const unsaved = computed(() => edits.isUnsaved(item().id))
  const tags = computed(() => {
    const { tags: all = [] } = item()
    if (all.length === 0) return null
    const shown = all.slice(0, TAGS_SHOWN)
    const [what, n] = [shown.join(t('view.or')), all.length - shown.length]
    return {
      shown,
      more: n,
      title: all.join(t('view.or')),
      words: t(n > 0 ? 'view.bearsMore' : 'view.bears', { what, n }),
    }
  })
  const said: ComputedRef<string[]> = computed(() =>
    [
      waits.value?.words,
      whose.value?.words,
      status.value?.words,
      tags.value?.words,
      drafted.value ? t('view.draft') : undefined,
      unsaved.value ? t('view.unsaved') : undefined,
    ].filter((words) => words !== undefined),
  )
  return { status, whose, waits, drafted, unsaved, tags, said }
}
