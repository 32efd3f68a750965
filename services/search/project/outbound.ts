// What we say. It is found from the moment it is asked for, whatever LINE answers: the screen shows it too.
import type { MessageQueued } from '@madoguchi/contracts/event/message'
import { fold } from '@madoguchi/contracts/search/fold'
import { saidInObjects } from '@madoguchi/contracts/search/said'
import { bounded } from '@madoguchi/contracts/search/words'
import type { Placed } from './project.ts'
import { gone, hearing, type TextRow } from './row.ts'
import { clean } from './value.ts'

export function queued({ event, at, subject }: Placed, held: TextRow | undefined): TextRow | undefined {
  const { kinds, text } = saidInObjects((event.data as MessageQueued).messages)
  if (held !== undefined || text === '') return undefined
  return {
    noun: 'message',
    conversation: subject.conversation,
    id: subject.id,
    at,
    direction: 'outbound',
    sender: clean(event.by),
    kinds,
    folded: bounded(fold(text)),
    said: true,
    gone: false,
    edited: null,
    heard: [],
  }
}

export function retried({ event }: Placed, held: TextRow | undefined): TextRow | undefined {
  const heard = held?.direction === 'outbound' ? hearing(held, clean(event.id)) : null
  return heard === null ? undefined : { ...held!, heard }
}

/**
 * It names the asking it speaks of, as on the screen. Where a retry did not count there, this keeps words of what is gone there, which
 * nobody is shown; never the other way round.
 */
export function deleted({ event, subject }: Placed, held: TextRow | undefined): TextRow | undefined {
  if (held?.direction !== 'outbound') return undefined
  return event.cause !== undefined && clean(event.cause) === (held.heard.at(-1) ?? held.id) ? gone(subject) : undefined
}
