// A refusal because a colleague has the conversation (CO-5), said with the way past it; under the hard rule only supervisors have one.
import { channelOf } from '@madoguchi/contracts/ids'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import { useI18n } from 'vue-i18n'
import { useAgents } from '../../stores/agents.ts'
import { useChannels } from '../../stores/channels.ts'
import { useSession } from '../../stores/session.ts'
import { useToasts } from '../../stores/toasts.ts'

/** What a command carries that goes all the same. */
export type Override = { override?: true }

export function useOverLock() {
  const { t } = useI18n()
  const [agents, channels, session, toasts] = [useAgents(), useChannels(), useSession(), useToasts()]

  /** `again`: the same wish, overriding. False = it was refused for another reason, which is not said here. */
  return (ack: Ack, conversation: string, again: (override: Override) => unknown): boolean => {
    if (ack.ok || ack.code !== 'locked') return false
    const channel = channelOf(conversation)
    const hard = channels.byId(channel)?.desk.lock === 'hard' && !session.can(channel, 'supervisor')
    const text = t(`message.delivery.${hard ? 'lockedHard' : 'lockedBy'}`, { name: agents.nameOf(ack.why ?? '') })
    const action = { label: t('message.delivery.once'), run: () => again({ override: true }) }
    toasts.show({ text, ...(hard ? {} : { action }) })
    return true
  }
}
