// Every command by name, and who does it.
import type { Pool } from '../../db/pool.ts'
import type { Actor } from '../../directory/audit.ts'
import type { Channels } from '../../directory/channel.ts'
import type { Directory } from '../../directory/open.ts'
import type { Share } from '../personal/share.ts'
import { createViews } from '../personal/views/commands.ts'
import { setDraft, setNoticesSeen, setPreferences, setReading, type Writer, type Written } from '../personal/write.ts'
import type { Browser } from '../socket/connection.ts'
import type { Following } from '../socket/follow.ts'
import type { Handlers } from './answer.ts'
import type { Appender } from './append.ts'
import { createContacts } from './contacts.ts'
import { createConversations } from './desk/conversations.ts'
import { createLately } from './desk/lately.ts'
import { createNotes } from './desk/notes.ts'
import { createContactEdits } from './field/contacts.ts'
import { createMessages } from './messages.ts'
import { createLater } from './later/later.ts'
import { createTemplates } from './templates.ts'

type Deps = {
  pool: Pool
  channels: Channels
  directory: Pick<Directory, 'agents' | 'channels' | 'teams' | 'note'>
  appender: Appender
  following: Following
  share: Share
  publicUrl: string
  now: () => number
}

export function createHandlers(deps: Deps): Handlers {
  const { pool, directory, following, share } = deps
  const lately = createLately(deps)
  const messages = createMessages({ ...deps, lately })
  const later = createLater({ ...deps, lately })
  const conversations = createConversations({ ...deps, lately })
  const notes = createNotes({ ...deps, lately })
  const contacts = createContacts(deps)
  const contactEdits = createContactEdits(deps)
  const templates = createTemplates(deps)
  const views = createViews({ pool, directory, share })

  const actor = ({ data, handshake }: Browser): Actor => ({ by: data.agent, address: handshake.address })
  const personal = async (browser: Browser, write: (writer: Writer) => Promise<Written>) => {
    const writer = { agent: browser.data.agent, connection: browser.id }
    share.tell(writer, await write(writer))
    return { ok: true as const }
  }

  return {
    follow: (browser, wish) => following.follow(browser, wish),
    unfollow: (browser, wish) => following.unfollow(browser, wish),
    'message:send': (browser, wish) => messages.send(actor(browser), wish),
    'message:retry': (browser, wish) => messages.retry(actor(browser), wish),
    'message:cancel': (browser, wish) => messages.cancel(actor(browser), wish),
    'message:schedule': (browser, wish) => later.schedule(actor(browser), wish),
    'message:release': (browser, wish) => later.release(actor(browser), wish),
    'message:settle': (browser, wish) => later.settle(actor(browser), wish),
    'message:delete': (browser, wish) => later.delete(actor(browser), wish),
    'template:change': (browser, wish) => templates.change(actor(browser), wish),
    'conversation:assign': (browser, wish) => conversations.assign(actor(browser), wish),
    'conversation:status': (browser, wish) => conversations.status(actor(browser), wish),
    'conversation:waive': (browser, wish) => conversations.waive(actor(browser), wish),
    'conversation:escalate': (browser, wish) => conversations.escalate(actor(browser), wish),
    'conversation:return': (browser, wish) => conversations.return(actor(browser), wish),
    'note:write': (browser, wish) => notes.write(actor(browser), wish),
    'note:edit': (browser, wish) => notes.edit(actor(browser), wish),
    'note:delete': (browser, wish) => notes.delete(actor(browser), wish),
    'contact:refresh': ({ data }, wish) => contacts.refresh(data.agent, wish),
    'contact:edit': ({ data }, wish) => contactEdits.edit(data.agent, wish),
    'contact:tag': ({ data }, wish) => contactEdits.tag(data.agent, wish),
    'reading:set': (browser, wish) => personal(browser, (writer) => setReading(pool, writer, wish)),
    'draft:set': (browser, wish) => personal(browser, (writer) => setDraft(pool, writer, wish)),
    'preferences:set': (browser, wish) => personal(browser, (writer) => setPreferences(pool, writer, wish)),
    'notices:seen': (browser, wish) => personal(browser, (writer) => setNoticesSeen(pool, writer, wish)),
    'view:save': ({ data, id }, wish) => views.save({ agent: data.agent, connection: id }, wish),
    'view:delete': ({ data, id }, wish) => views.delete({ agent: data.agent, connection: id }, wish),
  }
}
