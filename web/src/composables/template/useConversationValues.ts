// The values of the conversation that is open, as the next send would fill them in; live, since a name may become known meanwhile.
import { computed, type ComputedRef } from 'vue'
import type { Values } from '@madoguchi/contracts/template/variables'
import { useChannels } from '../../stores/channels.ts'
import { useSession } from '../../stores/session.ts'
import { useThread } from '../../stores/thread.ts'
import { useOpenConversation } from '../person/useOpenConversation.ts'
import { valuesOf } from './values.ts'

export function useConversationValues(): ComputedRef<Values> {
  const [channels, session, thread] = [useChannels(), useSession(), useThread()]
  const conversation = useOpenConversation()
  return computed(() => {
    if (conversation.value === null) return {}
    return valuesOf({
      conversation: conversation.value,
      contact: thread.contact,
      agentName: session.me?.agent.name ?? '',
      channelName: channels.byId(conversation.value.channel)?.name ?? '',
    })
  })
}
