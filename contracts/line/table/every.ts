// What every message object may carry: quick replies, and another name and picture for the sender.
import { own } from '../check/check.ts'
import { choice, https, list, maybe, object, text } from '../check/rule.ts'
import { actionAt } from './action.ts'

/** Only the last message's replies show, and not on a computer. */
export const QUICK_REPLY_ITEM = object({ imageUrl: maybe(https()), action: actionAt('quickReply') })
const ITEMS = { action: QUICK_REPLY_ITEM }
export const QUICK_REPLY = object({
  items: list(
    choice(() => ITEMS),
    1,
    13,
  ),
})

/** "Words such as LINE are refused": the one LINE names is refused here, as a word of its own; the others only LINE knows. */
const RESERVED = /(?<![a-z])line(?![a-z])/i

export const SENDER = object({ name: maybe(text(20)), iconUrl: maybe(https()) }, (sender, at, run) => {
  const name = own(sender, 'name')
  if (typeof name === 'string' && RESERVED.test(name)) run.say(`${at}.name`, 'not_allowed')
})

export const COMMON = { quickReply: maybe(QUICK_REPLY), sender: maybe(SENDER) }
