// A row of the list as one sentence, for those who hear it (LP-4): the name first, then what makes one stop, then what was said.
import type { PresenceState } from '@madoguchi/contracts/socket/presence'
import type { Say } from '../say.ts'

type Facts = {
  name: string
  group: boolean
  blocked: boolean
  unread: string | null
  troubled: number
  preview: string | null
  time: string | null
  /** What else there is to say of it, in words. */
  more?: string[]
  present: { name: string; state: PresenceState }[]
}

export function rowSentence(row: Facts, say: Say): string {
  const parts = [
    row.name,
    row.group ? say('inbox.mark.group') : null,
    row.blocked ? say('inbox.mark.blocked') : null,
    row.unread === null ? null : say('inbox.unread', { unread: row.unread }),
    row.troubled === 0 ? null : say('inbox.mark.troubled', { n: row.troubled }),
    row.preview,
    row.time,
    ...(row.more ?? []),
    ...row.present.map(({ name, state }) => say(`presence.${state}`, { name })),
  ]
  return parts.filter((part) => part !== null).join(say('inbox.comma'))
}
