// LINE's complaints led to the slots and fields that they are about, in LINE's own words.
import type { CheckedMessages } from '@madoguchi/contracts/http/line'
import { placed, type Checked, type SlotProblem } from '../check.ts'
import type { Slot } from '../slots.ts'

type Told = Extract<CheckedMessages, { asked: true }>['problems']
/** `whole`: what LINE led to no message. */
export type Complaints = { placed: SlotProblem[]; whole: string[] }

/** Slots in the order of the messages that were asked about. */
export const makersOf = (slots: readonly Slot[], built: Checked['built']): Slot[] =>
  slots.filter(({ key }) => built.get(key)?.is === 'object')

export function complaintsOf(told: Told, makers: readonly Slot[]): Complaints {
  const mine = told.map(({ field, message }) => ({ field: dotted(field, makers.length), words: message }))
  const known = mine.filter(({ field }) => Number(indexOf(field)) < makers.length)
  const problems = known.map(({ field, words }) => ({ field, code: 'line' as const, words }))
  return {
    placed: placed(problems, makers),
    whole: mine.filter((one) => !known.includes(one)).map(({ words }) => words),
  }
}

const indexOf = (field: string): string | undefined => /^messages\[(\d+)\]/.exec(field)?.[1]

/** `messages[0]/body/contents/1` is a place in a Flex container. A path without a message is about the only one there is. */
function dotted(field: string, makers: number): string {
  const path =
    indexOf(field) === undefined && makers === 1 ? `messages[0]${field.startsWith('/') ? '' : '.'}${field}` : field
  const slash = path.indexOf('/')
  if (slash < 0) return path.replace(/\.$/, '')
  const steps = path
    .slice(slash + 1)
    .split('/')
    .filter((step) => step !== '')
  return (
    path.slice(0, slash) +
    ['.contents', ...steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))].join('')
  )
}
