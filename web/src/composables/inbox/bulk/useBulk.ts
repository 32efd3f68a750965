// The same act for many conversations, with how far it is, what was refused and why, and a way back to how each was before.
import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ConversationStatus } from '@madoguchi/contracts/row/desk'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { knownName } from '../../person/name.ts'
import { useAgents } from '../../../stores/agents.ts'
import { useContactEdit } from '../../../stores/contactEdit.ts'
import { useConversations, type ConversationItem } from '../../../stores/conversations.ts'
import { useDesk } from '../../../stores/desk.ts'
import { usePersonal } from '../../../stores/personal.ts'
import { useToasts } from '../../../stores/toasts.ts'
import { refusedWords } from '../../desk/refusedWords.ts'
import type { DeskWish } from '../../desk/wish.ts'
import { runBulk } from './bulk.ts'
import { readPlace, unreadPlace } from '../marks.ts'
import { retagBack, type Retag } from './retag.ts'

export type BulkFailure = { id: string; name: string | null; words: string }
type Act = (id: string) => Promise<Ack> | Ack
/** `words`: of what was done, by how many. `changed`: whether it did anything there; absent = everywhere. */
type Plan = {
  ids: readonly string[]
  act: Act
  words: (n: number) => string
  back: Act | null
  changed?: (id: string) => boolean
}

const DONE: Ack = { ok: true }
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

export function useBulk() {
  const { t } = useI18n()
  const [conversations, desk, personal, agents, edits, toasts] = [
    useConversations(),
    useDesk(),
    usePersonal(),
    useAgents(),
    useContactEdit(),
    useToasts(),
  ]
  const progress = ref<{ done: number; total: number } | null>(null)
  const failures = shallowRef<readonly BulkFailure[]>([])
  const last = shallowRef<Plan | null>(null)
  let stopping = false

  async function run(plan: Plan): Promise<void> {
    const { ids, act, words, back } = plan
    if (progress.value !== null || ids.length === 0) return
    stopping = false
    last.value = plan
    failures.value = []
    progress.value = { done: 0, total: ids.length }
    const step = (done: number) => (progress.value = { done, total: ids.length })
    const { done, failures: failed, stopped } = await runBulk({ ids, act, step, stopped: () => stopping, pause })
    progress.value = null
    failures.value = failed.map(({ id, refusal }) => ({
      id,
      name: knownName(conversations.byId(id)),
      words: refusedWords(refusal, agents.nameOf, t),
    }))
    if (stopped) toasts.show({ text: t('view.bulk.stopped', { n: done.length + failed.length }) })
    if (done.length === 0) return
    const changed = done.filter(plan.changed ?? (() => true))
    if (changed.length === 0) return toasts.show({ text: t('view.bulk.unchanged') })
    const undo = () => void run({ ids: changed, act: back!, words: (n) => t('view.bulk.undone', { n }), back: null })
    toasts.show({ text: words(changed.length), ...(back !== null && { action: { label: t('view.undo'), run: undo } }) })
  }

  /** As they are now: what is undone goes back to it. */
  function before<T>(ids: readonly string[], of: (row: ConversationItem) => T): Map<string, T> {
    return new Map(ids.flatMap((id) => (conversations.byId(id) ? [[id, of(conversations.byId(id)!)] as const] : [])))
  }
  const backTo =
    (was: Map<string, DeskWish>): Act =>
    (id) =>
      was.has(id) ? desk.act(id, was.get(id)!) : DONE

  /** An agent takes over the row's team with it; nobody and no team: it is nobody's. */
  function assign(ids: readonly string[], assignee: string | null, team: string | null) {
    const was = before(ids, (row): DeskWish => {
      const { assignee: whose, team: theirs } = desk.shown(row)
      return { do: 'assign', assignee: whose, team: theirs }
    })
    const teamOf = (id: string) => {
      const wish = was.get(id)
      return assignee !== null && wish?.do === 'assign' ? wish.team : team
    }
    return run({
      ids,
      act: (id) => desk.act(id, { do: 'assign', assignee, team: teamOf(id) }),
      words: (n) => t('view.bulk.assigned', { n }),
      back: backTo(was),
    })
  }

  function setStatus(ids: readonly string[], status: ConversationStatus, until?: number) {
    const was = before(ids, (row) => statusNow(desk.shown(row), Date.now()))
    const wish: DeskWish = { do: 'status', status, ...(until !== undefined && { until }) }
    return run({
      ids,
      act: (id) => desk.act(id, wish),
      words: (n) => t('view.bulk.statusSet', { n, status: t(`view.status.${status}`) }),
      back: backTo(was),
    })
  }

  function mark(ids: readonly string[], as: 'read' | 'unread') {
    const was = new Map(ids.map((id) => [id, personal.readTo(id) ?? -1]))
    const act: Act = (id) => {
      const row = conversations.byId(id)
      const since = row && personal.since(row.channel, row.part)
      const place = row === undefined ? null : as === 'read' ? readPlace(row) : unreadPlace(row, since)
      if (place !== null) personal.markReading(id, place)
      return DONE
    }
    return run({
      ids,
      act,
      words: (n) => t(`view.bulk.${as === 'read' ? 'markedRead' : 'markedUnread'}`, { n }),
      back: (id) => (personal.markReading(id, was.get(id)!), DONE),
    })
  }

  /** Only where it changes something is it said, and only there is it taken back. */
  function retag(ids: readonly string[], as: 'add' | 'remove', name: string) {
    const change = { add: [], remove: [], [as]: [name] }
    const backs = new Map<string, Retag>()
    return run({
      ids,
      async act(id) {
        const back = retagBack(conversations.byId(id)?.tags ?? [], change)
        if (back === null) return DONE
        const ack = await edits.tag(id, change)
        if (ack.ok) backs.set(id, back)
        return ack
      },
      words: (n) => t(`view.bulk.${as === 'add' ? 'tagged' : 'untagged'}`, { n, name }),
      back: (id) => edits.tag(id, backs.get(id)!),
      changed: (id) => backs.has(id),
    })
  }

  return {
    progress,
    failures,
    busy: computed(() => progress.value !== null),
    assign,
    setStatus,
    mark,
    retag,
    stop: () => (stopping = true),
    /** Those that were refused, once more. */
    again: () => (last.value === null ? undefined : run({ ...last.value, ids: failures.value.map(({ id }) => id) })),
    forget: () => (failures.value = []),
  }
}

/** A snooze that has ended meanwhile is open again. */
function statusNow(
  { status, said }: { status: ConversationStatus; said: { until: number | null } },
  now: number,
): DeskWish {
  if (status !== 'snoozed') return { do: 'status', status }
  return said.until !== null && said.until > now
    ? { do: 'status', status, until: said.until }
    : { do: 'status', status: 'open' }
}
