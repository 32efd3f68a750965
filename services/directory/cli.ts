// An operator's commands on the directory: `agent …` and `channel …`. What can be mended is one line and exit code 1.
import { runAgentCommand } from './cli/agent.ts'
import { runChannelCommand, type CheckCredentials } from './cli/channel.ts'
import { Complaint } from './cli/complaint.ts'
import type { Terminal } from './cli/terminal.ts'
import type { Directory } from './open.ts'

type Deps = { directory: Directory; terminal: Terminal; publicUrl: string; checkCredentials: CheckCredentials }

export const DIRECTORY_COMMANDS = ['agent', 'channel']

/** `args` begins with one of DIRECTORY_COMMANDS. Resolves with the exit code. */
export async function runDirectoryCommand(deps: Deps, [noun, ...rest]: string[]): Promise<number> {
  try {
    await (noun === 'channel' ? runChannelCommand(deps, rest) : runAgentCommand(deps, rest))
    return 0
  } catch (error) {
    if (!isMendable(error)) throw error
    deps.terminal.complain(error.message)
    return 1
  }
}

/** Ours, or node:util's word about an option it does not know. */
const isMendable = (error: unknown): error is Error =>
  error instanceof Complaint ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
