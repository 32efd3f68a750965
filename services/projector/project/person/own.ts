// What we say of a person ourselves, field by field and in the log's order (CO-20), and the tags of a conversation (CO-21). LINE's profile
// stands beside it, untouched.
import { OWN_FIELDS, type ContactRow } from '@madoguchi/contracts/row/contact'
import type { ConversationRow } from '@madoguchi/contracts/row/conversation'
import { tagged } from '@madoguchi/contracts/row/tag'
import type { Placed } from '../placed.ts'
import { clean } from '@madoguchi/contracts/event/clean'
import { listOf, numberOf, recordOf, textOf } from '@madoguchi/contracts/event/value'
import { updated } from './conversation.ts'

/**
 * The first on the log stands: a change of a field that had not seen the one before it was accepted by another gateway at the same moment.
 * It waits beside it, so that its writer can be asked.
 */
export function edited(row: ContactRow, { event: { data, by, at }, off }: Placed): ContactRow {
  const { change, based } = recordOf(data)
  const [given, seen] = [recordOf(change), recordOf(based)]
  const [own, fieldRevs] = [{ ...row.own }, { ...row.fieldRevs }]
  for (const field of OWN_FIELDS) {
    const text = textOf(given[field])
    if (text === undefined) continue
    const value = clean(text) // as it stands in rows, or the same would be taken for another
    const before = fieldRevs[field]
    const late = before !== undefined && before.rev > (numberOf(seen[field]) ?? -1)
    if (late && value !== own[field]) fieldRevs[field] = { ...before, late: { value, by, at } }
    else {
      own[field] = value
      fieldRevs[field] = { rev: off, by, at }
    }
  }
  return { ...row, own, fieldRevs }
}

/** Lists and heads show what we call them, without asking for the contact. */
export function called({ ourName: _before, ...row }: ConversationRow, { own }: ContactRow): ConversationRow {
  return own?.name ? { ...row, ourName: own.name } : row
}

export function retagged(row: ConversationRow, { event }: Placed): ConversationRow {
  const { add, remove } = recordOf(event.data)
  const names = (list: unknown) =>
    listOf(list)
      .flatMap((one) => textOf(one) ?? [])
      .map(clean)
  return updated({ ...row, tags: tagged(row.tags ?? [], { add: names(add), remove: names(remove) }) }, event.at)
}
