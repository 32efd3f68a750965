// What one browser's line is listened for: commands, each answered, and signals, which are not.
import { channelOf } from '@madoguchi/contracts/ids'
import { allows } from '@madoguchi/contracts/row/agent'
import { agentRoom } from '@madoguchi/contracts/socket/room'
import { COMMANDS, Signal, type CommandName } from '@madoguchi/contracts/socket/up'
import { Value } from 'typebox/value'
import type { createAnswers } from '../command/answer.ts'
import { take } from '../command/rate.ts'
import { meOf, type MeDeps } from '../http/session/me.ts'
import type { Signals } from '../presence/signals.ts'
import { signOut, type Browser } from './connection.ts'

const NAMES = Object.keys(COMMANDS) as CommandName[]
/** Typing comes at most every 2 s; the rest is changing conversations. */
const SIGNALS_A_MINUTE = 120
const SIGNALS_BURST = 20

type Deps = MeDeps & {
  answers: ReturnType<typeof createAnswers>
  signals: Signals
  now: () => number
}

export function createHeed(deps: Deps) {
  const { directory, answers, signals, now } = deps

  function signal(browser: Browser, body: unknown) {
    if (!take(browser.data.signals, now(), SIGNALS_A_MINUTE, SIGNALS_BURST) || !Value.Check(Signal, body)) return
    if (body.conversation !== null && !mayBeIn(browser.data.agent, body.conversation)) return
    signals.signal({ agent: browser.data.agent, connection: browser.id }, body)
  }

  function mayBeIn(agent: string, conversation: string): boolean {
    const channel = channelOf(conversation)
    const rights = directory.agents.get(agent)?.rights ?? {}
    return directory.channels.get(channel) !== undefined && allows(rights, channel, 'viewer')
  }

  return (browser: Browser) => {
    const me = meOf(deps, browser.data.agent)
    if (me === null) return signOut(browser)
    void browser.join(agentRoom(browser.data.agent))
    browser.emit('me', me)
    for (const name of NAMES)
      browser.on(name, (body: unknown, ack: unknown) => {
        void answers.answer(browser, name, body).then((answer) => {
          if (typeof ack === 'function') ack(answer)
          if (!answer.ok && answer.code === 'signed_out') signOut(browser)
        })
      })
    browser.on('signal', (body) => signal(browser, body))
    const from = { agent: browser.data.agent, connection: browser.id }
    signals.arrive(from)
    browser.on('disconnect', () => signals.depart(from))
  }
}
