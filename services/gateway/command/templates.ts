// template:change: load, decide, append, ack. One after the other within a channel, and what was accepted here a moment ago counts
// before its row shows it: two people at one gateway never overwrite each other unseen. At two gateways they can within the time
// the log takes to the rows; the later on the log then stands, and the earlier is a revision that can be restored.
import type { TemplateChanged } from '@madoguchi/contracts/event/template'
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { allows } from '@madoguchi/contracts/row/agent'
import type { RowOf } from '@madoguchi/contracts/row/row'
import type { Ack } from '@madoguchi/contracts/socket/ack'
import type { TemplateChange } from '@madoguchi/contracts/socket/up'
import type { Pool } from '../../db/pool.ts'
import type { Actor } from '../../directory/audit.ts'
import type { Directory } from '../../directory/open.ts'
import { useUploads } from '../http/upload/record.ts'
import type { Appender } from './append.ts'
import { decideTemplate, type Known } from './decide/decideTemplate.ts'
import { createAccepted } from './field/accepted.ts'
import { createTurns } from './order/turn.ts'

type Deps = { pool: Pool; directory: Pick<Directory, 'agents' | 'note'>; appender: Appender; now: () => number }

export function createTemplates({ pool, directory, appender, now }: Deps) {
  const inTurn = createTurns()
  const accepted = createAccepted()

  async function known({ template: id, channel }: TemplateChange): Promise<Known> {
    const { template, others } = await load(pool, id, channel)
    const standing = accepted.over(id, standingOf(template))
    return { template, standing, taken: (shortcut) => others.includes(shortcut) }
  }

  async function keep(actor: Actor, event: Envelope, rev: number) {
    const { template, change } = event.data as TemplateChanged
    accepted.keep(template, change, { rev, by: event.by, at: event.at })
    if (change.state === 'published' || change.state === 'archived')
      await directory.note(actor, { what: `template.${change.state}`, subject: template })
  }

  return {
    change: (actor: Actor, wish: TemplateChange): Promise<Ack> =>
      inTurn(wish.channel, async () => {
        const rights = directory.agents.get(actor.by)?.rights ?? {}
        const by = { agent: actor.by, now: now(), isSupervisor: allows(rights, wish.channel, 'supervisor') }
        const decision = decideTemplate(wish, await known(wish), by)
        if ('ok' in decision) return decision
        if ('done' in decision) return { ok: true }
        await useUploads(pool, decision.append.data, now())
        const ack = await appender.append(decision.append)
        if (ack.ok && ack.at !== undefined) await keep(actor, decision.append, ack.at.off)
        return ack
      }),
  }
}

const standingOf = (template: RowOf<'template'> | null) => ({
  rev: template?.rev ?? -1,
  values: template?.row ?? {},
  stamps: template?.row?.fieldRevs ?? {},
})

/** `others`: shortcuts of what is published beside it in the channel and for all; of one for all, in every channel. */
async function load(pool: Pool, id: string, channel: string) {
  const { rows } = await pool.query<{ template: Omit<RowOf<'template'>, 'noun'> | null; others: string[] }>({
    name: 'command-template',
    text: `select (select jsonb_build_object('id', id, 'part', part, 'rev', rev, 'row', row) from rm.template where id = $1) as template,
                  array(select row->>'shortcut' from rm.template
                         where id <> $1 and (channel in ($2, '*') or $2 = '*') and row->>'state' = 'published') as others`,
    values: [id, channel],
  })
  const { template, others } = rows[0]!
  return { template: template && { noun: 'template' as const, ...template }, others }
}
