// Notes that only this browser knows, as items of their conversation's timeline: they show at once, and the row with the same id takes
// their place (LV-5). One for the page: a refusal is said wherever the agent is by then.
import { computed, effectScope, watch } from 'vue'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import { i18n } from '../../locales/i18n.ts'
import { useAgents } from '../../stores/agents.ts'
import { useNotes, type NoteOut } from '../../stores/notes.ts'
import { useSession } from '../../stores/session.ts'
import { useThread } from '../../stores/thread.ts'
import { useToasts } from '../../stores/toasts.ts'
import { refusedWords } from '../desk/refusedWords.ts'
import { learnDeskWords } from '../desk/words.ts'
import type { TimelineItem } from '../timeline/item.ts'
import { learnNoteWords } from './words.ts'

const t = i18n.global.t as (key: string, values?: Record<string, unknown>) => string

async function tell(refusal: Refusal) {
  await Promise.all([learnNoteWords(), learnDeskWords()]).catch(() => undefined)
  const { field = '' } = refusal
  const own = field.startsWith('mentions') ? 'refusedMention' : field.startsWith('files') ? 'refusedFile' : null
  const why = own === null ? { why: refusedWords(refusal, useAgents().nameOf, t) } : {}
  useToasts().show({ text: t(`note.${own ?? 'refused'}`, why) })
}

function asItem({ wish, files, at }: NoteOut, me: string): TimelineItem {
  const { id, conversation, text, mentions, about } = wish
  return {
    id,
    channel: conversation.slice(0, conversation.indexOf(':')),
    conversation,
    direction: 'note',
    at,
    event: id,
    place: Number.MAX_SAFE_INTEGER,
    by: { kind: 'agent', id: me },
    body: { kind: 'note', text, mentions, files, ...(about !== undefined && { about }) },
    preview: { kind: 'note' },
    countable: false,
    activity: false,
    unsaved: true,
  }
}

export type PendingNotes = ReturnType<typeof startPendingNotes>

export function startPendingNotes() {
  const [notes, thread, session] = [useNotes(), useThread(), useSession()]
  notes.onRefused((refusal) => void tell(refusal))
  return effectScope(true).run(() => {
    const known = computed(() => new Set(thread.latest.map(({ id }) => id)))
    const here = computed(() => (thread.id === null ? [] : notes.pending(thread.id)))
    watch([here, known], () => {
      for (const { wish, saved } of here.value) if (saved && known.value.has(wish.id)) notes.seen(wish.id)
    })
    return (conversation: string): TimelineItem[] =>
      notes
        .pending(conversation)
        .filter(({ wish }) => !known.value.has(wish.id))
        .map((one) => asItem(one, session.me?.agent.id ?? ''))
  })!
}
