// Every command by name, and who does it.
import type { Pool } from '../../db/pool.ts'
import type { Channels } from '../../directory/channel.ts'
import type { Directory } from '../../directory/open.ts'
import type { Share } from '../personal/share.ts'
import { setDraft, setPreferences, setReading, type Writer, type Written } from '../personal/write.ts'
import type { Browser } from '../socket/connection.ts'
import type { Following } from '../socket/follow.ts'
import type { Handlers } from './answer.ts'
import type { Appender } from './append.ts'
import { createContacts } from './contacts.ts'
import { createMessages } from './messages.ts'
import { createLater } from './later/later.ts'
import { createTemplates } from './templates.ts'

type Deps = {
  pool: Pool
  channels: Channels
  directory: Pick<Directory, 'agents' | 'note'>
  appender: Appender
  following: Following
  share: Share
  now: () => number
}

export function createHandlers(deps: Deps): Handlers {
  const { pool, following, share } = deps
  const messages = createMessages(deps)
  const later = createLater(deps)
  const contacts = createContacts(deps)
  const templates = createTemplates(deps)

  const personal = async (browser: Browser, write: (writer: Writer) => Promise<Written>) => {
    const writer = { agent: browser.data.agent, connection: browser.id }
    share.tell(writer, await write(writer))
    return { ok: true as const }
  }

  return {
    follow: (browser, wish) => following.follow(browser, wish),
    unfollow: (browser, wish) => following.unfollow(browser, wish),
    'message:send': ({ data }, wish) => messages.send(data.agent, wish),
    'message:retry': ({ data }, wish) => messages.retry(data.agent, wish),
    'message:cancel': ({ data }, wish) => messages.cancel(data.agent, wish),
    'message:schedule': ({ data }, wish) => later.schedule(data.agent, wish),
    'message:release': ({ data }, wish) => later.release(data.agent, wish),
    'message:settle': ({ data, handshake }, wish) => later.settle({ by: data.agent, address: handshake.address }, wish),
    'message:delete': ({ data, handshake }, wish) => later.delete({ by: data.agent, address: handshake.address }, wish),
    'template:change': ({ data, handshake }, wish) =>
      templates.change({ by: data.agent, address: handshake.address }, wish),
    'contact:refresh': ({ data }, wish) => contacts.refresh(data.agent, wish),
    'reading:set': (browser, wish) => personal(browser, (writer) => setReading(pool, writer, wish)),
    'draft:set': (browser, wish) => personal(browser, (writer) => setDraft(pool, writer, wish)),
    'preferences:set': (browser, wish) => personal(browser, (writer) => setPreferences(pool, writer, wish)),
  }
}
