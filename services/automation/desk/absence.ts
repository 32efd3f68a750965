// Since when agents have not been at the console (pure data). Known from this process's own start: after a restart everybody's time
// begins anew, so that a deployment offers nothing back too early.
export type Absence = {
  /** Who is at the console at this moment; null = presence cannot say, and nobody's time goes on. */
  look(here: ReadonlySet<string> | null, agents: string[], now: number): void
  /** ms; null = here, or not known. */
  since(agent: string): number | null
}

export function createAbsence(): Absence {
  const since = new Map<string, number>()
  return {
    look(here, agents, now) {
      if (here === null) return since.clear()
      for (const agent of agents) {
        if (here.has(agent)) since.delete(agent)
        else if (!since.has(agent)) since.set(agent, now)
      }
    },
    since: (agent) => since.get(agent) ?? null,
  }
}
