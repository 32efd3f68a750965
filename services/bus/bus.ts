// The doorbell between processes. A notice may be lost or come late; whoever needs it repairs from the table. It never
// blocks and never throws.

/**
 * `rows` (contracts/row Change), `directory` ({ next }), `signals` (presence signals up), `presence` (enter and leave),
 * `personal` (one agent's own state, for that agent's other tabs), `alerts` (a bell alone: what is new stands in the table).
 */
export type BusTopic = 'rows' | 'directory' | 'signals' | 'presence' | 'personal' | 'alerts'

export type Bus = {
  publish(topic: BusTopic, notice: unknown): void
  /** Returns how to stop listening. A handler's error is logged, never passed on. */
  subscribe(topic: BusTopic, handler: (notice: unknown) => void): () => void
  /** Whether notices cross processes at the moment. */
  healthy(): boolean
  stop(): Promise<void>
}

/** Redis pub/sub names. */
export const busChannel = (topic: BusTopic): string => `madoguchi:${topic}`
