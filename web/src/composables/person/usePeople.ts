// Who speaks in the open conversation: names and pictures of the customer, of a group's members and of us. Made once by the timeline
// and injected, so that a thousand messages share one map of members.
import { computed, inject, provide, type InjectionKey } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAgents } from '../../stores/agents.ts'
import { useThread } from '../../stores/thread.ts'
import type { TimelineItem } from '../timeline/item.ts'
import { nameOfContact, nameOfConversation, nameOfMember } from './name.ts'

export type Speaker = { name: string; picture: string | null; hueKey: string }
export type People = {
  /** Whoever is on the customer's side of this item. */
  customer(item: TimelineItem): Speaker
  /** Customer, member or agent, by name. */
  speaker(item: TimelineItem): string
  /** Members by id, the unnamed as "a member", at most three, the rest as a number (TL-43). */
  list(userIds: string[], count: number): string
}

const PEOPLE: InjectionKey<People> = Symbol('people')
const NAMED = 3

export function providePeople(): People {
  const thread = useThread()
  const agents = useAgents()
  const { t, locale } = useI18n()
  const members = computed(() => new Map(thread.members.map((member) => [member.userId, member])))

  function customer({ by }: TimelineItem): Speaker {
    const { conversation, contact } = thread
    const userId = by.kind === 'contact' ? by.userId : null
    if (conversation === null) return { name: t('contact.member'), picture: null, hueKey: '' }
    if (conversation.kind === 'user') {
      const known = contact === null || conversation.ourName !== undefined
      const name = known ? nameOfConversation(conversation, t) : nameOfContact(contact, t)
      return { name, picture: contact?.pictureUrl ?? conversation.pictureUrl, hueKey: conversation.id }
    }
    const member = userId === null ? undefined : members.value.get(userId)
    return {
      name: nameOfMember(member?.name, t),
      picture: member?.pictureUrl ?? null,
      hueKey: userId ?? conversation.id,
    }
  }

  const people: People = {
    customer,
    speaker: (item) => (item.by.kind === 'agent' ? agents.nameOf(item.by.id) : customer(item).name),
    list(userIds, count) {
      const names = userIds.slice(0, NAMED).map((id) => members.value.get(id)?.name ?? t('message.pill.aMember'))
      if (names.length === 0) names.push(t('message.pill.aMember'))
      // A sentence begins with it; a name keeps its own spelling.
      if (names[0] === t('message.pill.aMember')) names[0] = t('message.pill.aMemberFirst')
      const rest = Math.max(count, userIds.length) - names.length
      if (rest > 0) names.push(t('message.pill.more', { n: rest }))
      return new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(names)
    },
  }
  provide(PEOPLE, people)
  return people
}

export const usePeople = (): People => inject(PEOPLE)!
