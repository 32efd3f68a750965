// note:write, :edit and :delete: load, decide, append, ack. A note that is taken away leaves nothing on any screen, hence the audit.
import { channelOf } from '@madoguchi/contracts/ids'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { NoteDelete, NoteEdit, NoteWrite } from '@madoguchi/contracts/socket/desk'
import type { Pool } from '../../../db/pool.ts'
import type { Actor } from '../../../directory/audit.ts'
import { useUploads } from '../../http/upload/record.ts'
import type { Appender } from '../append.ts'
import type { Decision } from '../decide/decision.ts'
import { decideNoteDelete, decideNoteEdit, decideNoteWrite, type NoteKnown } from '../decide/desk/decideNote.ts'
import type { Deed } from '../decide/desk/standing.ts'
import { loadRow } from '../load.ts'
import { createRecent } from '../order/recent.ts'
import { createDoers, type DoerDeps } from './doers.ts'
import { createDescribe } from './files.ts'
import type { Lately } from './lately.ts'
import type { Note } from './overrides.ts'

type Deps = DoerDeps & {
  directory: { note: Note }
  pool: Pool
  publicUrl: string
  lately: Lately
  appender: Appender
}

const REMEMBERED = 500

export function createNotes(deps: Deps) {
  const { pool, lately, appender, now } = deps
  const doer = createDoers(deps)
  const describe = createDescribe(deps)
  /** The last change of a note made here. */
  const changed = createRecent<Deed>(REMEMBERED)

  async function act(decision: Decision): Promise<Ack> {
    if ('ok' in decision) return decision
    if ('done' in decision) return decision.done === null ? { ok: true } : { ok: true, at: decision.done }
    await useUploads(pool, decision.append.data, now())
    return appender.append(decision.append)
  }

  async function known({ note: id }: NoteEdit | NoteDelete): Promise<NoteKnown> {
    const note = await loadRow(pool, id)
    const last = changed.get(id)
    return { note, last: last !== undefined && last.off > (note?.rev ?? -1) ? last : null }
  }

  async function change(wish: NoteEdit | NoteDelete, decision: Decision): Promise<Ack> {
    const ack = await act(decision)
    if ('append' in decision && ack.ok && ack.at !== undefined)
      changed.set(wish.note, { off: ack.at.off, event: decision.append })
    return ack
  }

  return {
    write: ({ by }: Actor, wish: NoteWrite): Promise<Ack> =>
      lately.inTurn(wish.conversation, async () => {
        const [found, files, about] = await Promise.all([
          lately.load(wish.conversation, wish.id),
          describe(channelOf(wish.conversation), wish.files),
          wish.about === undefined ? null : loadRow(pool, wish.about),
        ])
        const decision = decideNoteWrite(wish, { ...found, files, about }, doer(by, wish.conversation))
        if ('append' in decision) lately.placed(decision.append)
        return act(decision)
      }),
    edit: ({ by }: Actor, wish: NoteEdit): Promise<Ack> =>
      lately.inTurn(wish.conversation, async () =>
        change(wish, decideNoteEdit(wish, await known(wish), doer(by, wish.conversation))),
      ),
    delete: (actor: Actor, wish: NoteDelete): Promise<Ack> =>
      lately.inTurn(wish.conversation, async () => {
        const decision = decideNoteDelete(wish, await known(wish), doer(actor.by, wish.conversation))
        const ack = await change(wish, decision)
        if ('append' in decision && ack.ok)
          await deps.directory.note(actor, { what: 'note.deleted', subject: wish.note })
        return ack
      }),
  }
}
