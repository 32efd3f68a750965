// One look at the rows by every rule. What a rule says is appended; until the rows show it, it is not said again by this process, and a
// repeat by another is the same event.
import type { Envelope } from '@madoguchi/contracts/event/envelope'
import { DESK_RULES, type DeskRules } from '@madoguchi/contracts/row/deskRules'
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import type { Sql } from '../../db/pool.ts'
import type { Log } from '../../log/log.ts'
import { createAbsence } from './absence.ts'
import { byTurns, offeredBack, toFirstReplier, type Candidate } from './decide/assign.ts'
import { idle, reopened, replied, snoozeEnded } from './decide/status.ts'
import * as due from './due.ts'

export type Ruled = { id: string; state: 'active' | 'archived'; desk: DeskRules }
export type Worker = { id: string; active: boolean; rights: Rights; teams: string[] }
export type TurnDeps = {
  sql: Sql
  log: Pick<Log, 'append'>
  channels: { all(): Ruled[] }
  agents: { all(): Worker[] }
  /** Agents with the console in sight; null = presence cannot say. */
  atConsole: () => Promise<ReadonlySet<string> | null>
  now: () => number
}

const IDLE_EVERY_MS = 60 * 60_000
const REMEMBERED = 5_000

/** Answers how many facts were said. */
export function createTurn({ sql, log, channels, agents, atConsole, now }: TurnDeps): () => Promise<number> {
  const said = new Set<string>()
  const absence = createAbsence()
  const givenAt = new Map<string, number>()
  let idledAt = -Infinity

  async function say(facts: (Envelope | null)[]): Promise<number> {
    const fresh = facts.filter((fact) => fact !== null && !said.has(fact.id)) as Envelope[]
    for (const fact of fresh) {
      await log.append(fact)
      said.add(fact.id)
      if (said.size > REMEMBERED) said.delete(said.values().next().value!)
    }
    return fresh.length
  }

  const served = () => channels.all().filter(({ state }) => state === 'active')
  const rulesOf = (id: string): DeskRules => served().find((one) => one.id === id)?.desk ?? DESK_RULES
  const ruledBy = (holds: (rules: DeskRules) => boolean): string[] =>
    served()
      .filter(({ desk }) => holds(desk))
      .map(({ id }) => id)

  async function statuses(): Promise<number> {
    const at = now()
    const opened = (await due.readReopened(sql)).map(({ of, opener }) => reopened(of, opener, at))
    const woken = (await due.readSnoozed(sql, at)).map((of) => snoozeEnded(of, at))
    const answered = (
      await due.readReplied(
        sql,
        ruledBy(({ afterReply }) => afterReply === 'pending'),
      )
    ).map(({ of, reply }) => replied(of, reply, rulesOf(of.channel), at))
    return say([...opened, ...woken, ...answered])
  }

  async function idles(): Promise<number> {
    const at = now()
    if (at - idledAt < IDLE_EVERY_MS) return 0
    let count = 0
    for (const channel of ruledBy(({ idleDays }) => idleDays > 0)) {
      const rules = rulesOf(channel)
      const quiet = await due.readIdle(sql, channel, at - rules.idleDays * 86_400_000)
      count += await say(quiet.map((of) => idle(of, rules, at)))
    }
    if (count === 0) idledAt = at // some may be left over: looked for again at once
    return count
  }

  async function handBacks(all: Worker[]): Promise<number> {
    const at = now()
    const everywhere = ruledBy(() => true)
    const off = all.filter(({ active }) => !active).map(({ id }) => id)
    const gone = await due.readAssigned(sql, { channels: everywhere, agents: off, waiting: false })
    const timed = ruledBy(({ awayMinutes }) => awayMinutes > 0)
    const absent = all.filter(({ id, active }) => active && absence.since(id) !== null).map(({ id }) => id)
    const late = await due.readAssigned(sql, { channels: timed, agents: absent, waiting: true })
    const back = (isGone: boolean) => (of: due.Assigned) =>
      offeredBack(of, { gone: isGone, awaySince: absence.since(of.desk.assignee!) }, rulesOf(of.channel), at)
    return say([...gone.map(back(true)), ...late.map(back(false))])
  }

  async function assignments(all: Worker[], here: ReadonlySet<string> | null): Promise<number> {
    const at = now()
    const active = all.filter((one) => one.active)
    const first = await due.readFirstReplies(
      sql,
      ruledBy(({ autoAssign }) => autoAssign === 'firstReplier'),
      active.map(({ id }) => id),
    )
    const count = await say(first.map(({ of, reply }) => toFirstReplier(of, reply, at)))
    return count + (await turns(active, here ?? new Set(), at))
  }

  /** Of what is given in this turn, whoever was given one comes last at once. */
  async function turns(active: Worker[], here: ReadonlySet<string>, at: number): Promise<number> {
    const ruled = ruledBy(({ autoAssign }) => autoAssign === 'roundRobin')
    const present = active.filter(({ id }) => here.has(id))
    if (ruled.length === 0 || present.length === 0) return 0
    const waiting = await due.readWaiting(sql, ruled)
    if (waiting.length === 0) return 0
    const open = await due.countOpen(
      sql,
      ruled,
      present.map(({ id }) => id),
    )
    let count = 0
    for (const of of waiting) {
      const may = present.filter(({ rights }) => allows(rights, of.channel, 'agent'))
      const candidates = may.map(({ id, teams }): Candidate => {
        return { agent: id, teams, open: open.get(id) ?? 0, givenAt: givenAt.get(id) ?? 0 }
      })
      const given = byTurns(of, candidates, rulesOf(of.channel), at)
      if (given === null || (await say([given.fact])) === 0) continue
      givenAt.set(given.agent, at + count) // in one turn too, one after the other
      open.set(given.agent, (open.get(given.agent) ?? 0) + 1)
      count += 1
    }
    return count
  }

  return async () => {
    const all = agents.all()
    const here = await atConsole()
    absence.look(
      here,
      all.map(({ id }) => id),
      now(),
    )
    return (await statuses()) + (await idles()) + (await handBacks(all)) + (await assignments(all, here))
  }
}
