// agent add | reset | off | grant | revoke | list. The first admin is made here; no default password exists.
import { parseArgs } from 'node:util'
import { PASSWORD_MIN } from '@madoguchi/contracts/http/session'
import { ROLES, type Role } from '@madoguchi/contracts/row/agent'
import { looksLikeEmail, normalEmail } from '../agents/email.ts'
import type { Agent } from '../agents/stored.ts'
import type { Grant } from '../agents/write.ts'
import { SYSTEM } from '../audit.ts'
import type { Directory } from '../open.ts'
import { Complaint } from './complaint.ts'
import type { Terminal } from './terminal.ts'

type Deps = { directory: Directory; terminal: Terminal; publicUrl: string }
type Given = { email?: string; name?: string; role?: string; channel?: string; link?: boolean }

const OPTIONS = {
  email: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
  channel: { type: 'string' },
  link: { type: 'boolean' },
} as const

export async function runAgentCommand(deps: Deps, [verb = '', ...rest]: string[]): Promise<void> {
  const run = VERBS[verb]
  if (run === undefined) throw new Complaint(`agent ${Object.keys(VERBS).join(' | ')}`)
  const { values, positionals } = parseArgs({ args: rest, options: OPTIONS, allowPositionals: true })
  await run(deps, { ...values, ...(positionals[0] === undefined ? {} : { email: positionals[0] }) })
}

const VERBS: Record<string, (deps: Deps, given: Given) => Promise<void>> = { add, reset, off, grant, revoke, list }

async function add({ directory, terminal, publicUrl }: Deps, given: Given) {
  const { email = '', name = '' } = given
  if (!looksLikeEmail(normalEmail(email))) throw new Complaint('--email must be an e-mail address')
  if (name.trim() === '') throw new Complaint('--name is how colleagues see the agent')
  const grants = [grantOf(directory, given)]
  const password = given.link ? null : await newPassword(terminal)
  const added = await directory.agents.add({ email, name: name.trim(), password, grants }, SYSTEM)
  if (!added.ok) throw new Complaint(`${normalEmail(email)} is an agent already`)
  if (given.link) return printLink({ directory, terminal, publicUrl }, added.id)
  terminal.print(`${name.trim()} can sign in at ${publicUrl}/sign-in`)
}

async function reset(deps: Deps, given: Given) {
  await printLink(deps, agentBy(deps.directory, given.email).id)
}

async function printLink({ directory, terminal, publicUrl }: Deps, id: string) {
  const token = await directory.agents.makeLink(id, SYSTEM)
  if (token === null) throw new Complaint('this agent is off')
  terminal.print(`${publicUrl}/reset?token=${token}`)
  terminal.complain('Whoever opens this link sets the password: once, within 24 hours.')
}

async function off({ directory, terminal }: Deps, given: Given) {
  const agent = agentBy(directory, given.email)
  await directory.agents.off(agent.id, SYSTEM)
  terminal.print(`${agent.name} is signed out everywhere and cannot sign in`)
}

async function grant({ directory, terminal }: Deps, given: Given) {
  const agent = agentBy(directory, given.email)
  const wish = grantOf(directory, given)
  await directory.agents.grant(agent.id, wish, SYSTEM)
  terminal.print(`${agent.name} is ${wish.role} in ${placeOf(wish.channel)}`)
}

async function revoke({ directory, terminal }: Deps, given: Given) {
  const agent = agentBy(directory, given.email)
  const wish = grantOf(directory, given)
  const done = await directory.agents.revoke(agent.id, wish, SYSTEM)
  if (!done) throw new Complaint(`${agent.name} is not ${wish.role} in ${placeOf(wish.channel)}`)
  terminal.print(`${agent.name} is no longer ${wish.role} in ${placeOf(wish.channel)}`)
}

async function list({ directory, terminal }: Deps) {
  for (const { email, name, active, rights } of directory.agents.all()) {
    const held = Object.entries(rights).map(([channel, roles]) => `${roles.join('+')} in ${placeOf(channel)}`)
    terminal.print([email, name, active ? held.join(', ') || 'no rights' : 'off'].join('\t'))
  }
}

const placeOf = (channel: string) => (channel === '*' ? 'every channel' : channel)

function agentBy(directory: Directory, email = ''): Agent {
  const agent = directory.agents.all().find((one) => one.email === normalEmail(email))
  if (agent === undefined) throw new Complaint(`no agent has the e-mail ${JSON.stringify(email)}`)
  return agent
}

/** Without --channel: every channel, those to come included. */
function grantOf(directory: Directory, { role, channel = '*' }: Given): Grant {
  if (!ROLES.includes(role as Role)) throw new Complaint(`--role must be one of ${ROLES.join(', ')}`)
  if (channel !== '*' && directory.channels.get(channel) === undefined)
    throw new Complaint(`no channel has the id ${JSON.stringify(channel)}: see channel list`)
  return { channel, role: role as Role }
}

async function newPassword(terminal: Terminal): Promise<string> {
  const password = await terminal.secret(`Password, at least ${PASSWORD_MIN} characters: `)
  if (password.length < PASSWORD_MIN) throw new Complaint(`a password has at least ${PASSWORD_MIN} characters`)
  if (terminal.isPerson && (await terminal.secret('Once more: ')) !== password)
    throw new Complaint('the two do not match')
  return password
}
