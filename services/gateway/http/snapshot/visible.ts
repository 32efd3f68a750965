// Which directory rows an agent may see: colleagues by name, and the channels in which any role is held.
import type { Rights } from '@madoguchi/contracts/row/agent'
import type { Row } from '@madoguchi/contracts/row/row'

export const seesChannel = (rights: Rights, channel: string): boolean =>
  (rights[channel] ?? []).length > 0 || (rights['*'] ?? []).length > 0

/** A channel's row counts as changed when the agent's rights do (`rev`: of the agent's own row), as in live updates. */
export const visibleTo = ({ rights, rev }: { rights: Rights; rev: number }, rows: Row[]): Row[] =>
  rows
    .filter((row) => row.noun !== 'channel' || seesChannel(rights, row.id))
    .map((row) => (row.noun === 'channel' ? { ...row, rev: Math.max(row.rev, rev) } : row))
