// Whether a view may be saved or deleted (pure): one's own by oneself, a shared one by a supervisor of its channel, so many and no more.
import type { Role } from '@madoguchi/contracts/row/agent'
import { VIEWS_MAX, type SavedView } from '@madoguchi/contracts/row/savedView'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import { refuse } from '../../command/decide/decision.ts'

/** What stands under the id. */
export type Standing = { agent: string; channel: string | null; shared: boolean; gone: boolean }
type May = (channel: string, role: Exclude<Role, 'ops'>) => boolean
export type Asking = {
  me: string
  may: May
  standing: Standing | null
}

/** `others`: how many views there are beside this one, of the agent's own or shared in the channel, as this one will be. */
export function whyNotSave(view: SavedView, { me, may, standing }: Asking, others: number): Refusal | null {
  const { channel, shared } = view
  if (JSON.stringify(view).includes('\\u0000')) return refuse('malformed', { field: 'view' }) // Postgres holds no such text
  if (view.name.trim() === '') return refuse('invalid', { field: 'name' })
  if (shared && channel === null) return refuse('invalid', { field: 'channel' })
  if (channel !== null && !may(channel, shared ? 'supervisor' : 'viewer')) return refuse('forbidden')
  if (standing !== null) {
    const not = whyNotTouch({ me, may, standing })
    if (not !== null) return not
    // Those of the other channel would not hear of it.
    if (standing.shared && standing.channel !== channel) return refuse('invalid', { field: 'channel' })
  }
  return others >= VIEWS_MAX ? refuse('invalid', { field: 'views', limit: VIEWS_MAX }) : null
}

export function whyNotDelete({ me, may, standing }: Asking): Refusal | null {
  return standing === null ? refuse('not_found') : whyNotTouch({ me, may, standing })
}

/** Another's own is not to be told from one that does not exist, but that its id is taken. */
function whyNotTouch({ me, may, standing }: Asking & { standing: Standing }): Refusal | null {
  if (standing.gone) return refuse('not_found')
  const { agent, channel, shared } = standing
  if (shared && channel !== null) return may(channel, 'supervisor') ? null : refuse('forbidden')
  return agent === me ? null : refuse('id_taken')
}
