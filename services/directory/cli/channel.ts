// channel add | list. What is typed is tried at LINE before it is kept.
import { parseArgs } from 'node:util'
import { Value } from 'typebox/value'
import { NewChannel } from '@madoguchi/contracts/http/channels'
import { SYSTEM } from '../audit.ts'
import type { Directory } from '../open.ts'
import { Complaint } from './complaint.ts'
import type { Terminal } from './terminal.ts'

type Bot = { userId: string; basicId: string | null; name: string; pictureUrl: string | null }
/** LINE's word about credentials; injected, since LINE is not this room's. */
export type CheckCredentials = (given: {
  lineChannelId: string
  secret: string
  accessToken?: string
}) => Promise<{ ok: true; bot: Bot } | { ok: false; message: string }>

type Deps = { directory: Directory; terminal: Terminal; publicUrl: string; checkCredentials: CheckCredentials }

const OPTIONS = {
  name: { type: 'string' },
  'line-id': { type: 'string' },
  token: { type: 'boolean' },
  'secret-stdin': { type: 'boolean' },
} as const

export async function runChannelCommand(deps: Deps, [verb = '', ...rest]: string[]): Promise<void> {
  if (verb === 'list') return list(deps)
  if (verb !== 'add') throw new Complaint('channel add | list')
  const { values } = parseArgs({ args: rest, options: OPTIONS })
  if (values['secret-stdin'] && deps.terminal.isPerson) throw new Complaint('--secret-stdin needs the secret piped in')
  const secret = await deps.terminal.secret('Channel secret: ')
  const accessToken = values.token ? { accessToken: await deps.terminal.secret('Long-lived access token: ') } : {}
  const name = values.name === undefined ? {} : { name: values.name }
  await add(deps, { lineChannelId: values['line-id'] ?? '', secret, ...accessToken, ...name })
}

async function add({ directory, terminal, publicUrl, checkCredentials }: Deps, wish: NewChannel) {
  const [problem] = Value.Errors(NewChannel, wish)
  if (problem) throw new Complaint(`${problem.instancePath.slice(1)} ${problem.message}`)
  const { name, ...credentials } = wish
  const checked = await checkCredentials(credentials)
  if (!checked.ok) throw new Complaint(checked.message)
  const shown = name ?? (checked.bot.name || checked.bot.basicId || wish.lineChannelId).slice(0, 60)
  const added = await directory.channels.add({ ...credentials, name: shown, bot: checked.bot }, SYSTEM)
  if (!added.ok) throw new Complaint('this LINE account is registered already: see channel list')
  terminal.print(`${added.id}\t${shown}\t${publicUrl}/webhook/${added.id}`)
  terminal.complain('Set this webhook address at LINE, or press "Set at LINE" on the Channels page.')
}

function list({ directory, terminal, publicUrl }: Deps) {
  for (const { id, name, lineChannelId, state } of directory.channels.settings())
    terminal.print([id, name, lineChannelId, state, `${publicUrl}/webhook/${id}`].join('\t'))
}
