// Values for variables at the time of sending. Contacts are read from the projector's views, not kept here: those are complete from the
// first event on, a name lies in one place less, and erasing a contact has nothing to visit in the sender.
import { channelOf } from '@madoguchi/contracts/ids'
import { variablesIn, type Values } from '@madoguchi/contracts/template/variables'
import type { Sql } from '../../db/pool.ts'

export type Names = {
  channel(id: string): string | undefined
  agent(id: string): string | undefined
}
type Said = { conversation: string; author: string; body: { messages: unknown } }
type Contact = { name: string | null; language: string | null }

/** By conversation and author, for those that hold variables at all. */
export async function readValues(sql: Sql, names: Names, all: Said[]): Promise<(of: Said) => Values> {
  const asking = all.filter(({ body }) => variablesIn(JSON.stringify(body.messages)).length > 0)
  const contacts = await readContacts(sql, [...new Set(asking.map(({ conversation }) => conversation))])
  return ({ conversation, author }) => {
    const contact = contacts.get(conversation)
    const found: { [Name in keyof Values]: string | null | undefined } = {
      'contact.name': contact?.name,
      'contact.language': contact?.language,
      'agent.name': names.agent(author),
      'channel.name': names.channel(channelOf(conversation)),
    }
    return Object.fromEntries(Object.entries(found).filter(([, value]) => typeof value === 'string')) as Values
  }
}

async function readContacts(sql: Sql, conversations: string[]): Promise<Map<string, Contact>> {
  if (conversations.length === 0) return new Map()
  // Before the first projector there are no views, and nobody has a name.
  const { rows: there } = await sql.query<{ view: string | null }>("select to_regclass('rm.contact')::text as view")
  if (there[0]!.view === null) return new Map()
  const { rows } = await sql.query<Contact & { id: string }>(
    "select id, row->>'name' as name, row->>'language' as language from rm.contact where id = any($1::text[]) and row is not null",
    [conversations],
  )
  return new Map(rows.map(({ id, ...contact }) => [id, contact]))
}
