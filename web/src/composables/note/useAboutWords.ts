// What a note is about, in one line: who said it and what. null: it is not loaded.
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAgents } from '../../stores/agents.ts'
import { useThread } from '../../stores/thread.ts'
import { nameOfConversation, nameOfMember } from '../person/name.ts'
import { previewText } from '../preview/previewText.ts'

export function useAboutWords(row: () => string | null | undefined): ComputedRef<string | null> {
  const { t } = useI18n()
  const thread = useThread()
  const agents = useAgents()

  return computed(() => {
    const item = [...thread.items, ...thread.latest].find(({ id }) => id === row())
    if (item === undefined) return null
    const { by } = item
    const member = by.kind === 'contact' ? thread.members.find(({ userId }) => userId === by.userId) : undefined
    const { conversation } = thread
    const who =
      by.kind === 'agent'
        ? agents.nameOf(by.id)
        : conversation?.kind === 'user'
          ? nameOfConversation(conversation, t)
          : nameOfMember(member?.name, t)
    return t('note.aboutItem', { who, what: previewText(item.preview, t) })
  })
}
