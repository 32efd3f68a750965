// The quick replies under a send: those of its last object alone are shown by LINE (line.md §4). Marked: the one the customer used,
// as far as what they said next tells (TL-33).
import type { Body } from '@madoguchi/contracts/row/message'
import { actOf, type Act } from './action.ts'
import { listOf, openOf, wordsOf } from './open.ts'

export type QuickReply = { act: Act; used: boolean }

const MOST = 13

/** `answer`: what the customer said first after it. */
export function quickRepliesOf(body: Body, answer: Body | null): QuickReply[] {
  const actions = itemsOf(body).map((item) => openOf(item).action)
  const used = answer === null ? undefined : actions.find((action) => answers(openOf(action), answer))
  return actions.slice(0, MOST).flatMap((action) => {
    const act = actOf(action)
    return act === null ? [] : [{ act, used: action === used }]
  })
}

const itemsOf = (body: Body) =>
  body.kind === 'sent' ? listOf(openOf(openOf(body.messages.at(-1)).quickReply).items) : []

function answers({ type, text, data }: ReturnType<typeof openOf>, answer: Body): boolean {
  if (answer.kind === 'text') return type === 'message' && wordsOf(text) === answer.text
  if (answer.kind === 'postback') return wordsOf(data) !== null && data === answer.data
  return answer.kind === 'location' && type === 'location'
}
