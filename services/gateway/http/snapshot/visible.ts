// Which directory rows an agent may see: colleagues by name, and the channels in which any role is held.
import type { Rights } from '@madoguchi/contracts/row/agent'
import type { Row } from '@madoguchi/contracts/row/row'

export const seesChannel = (rights: Rights, channel: string): boolean =>
  (rights[channel] ?? []).length > 0 || (rights['*'] ?? []).length > 0

export const visibleTo = (rights: Rights, rows: Row[]): Row[] =>
  rows.filter((row) => row.noun !== 'channel' || seesChannel(rights, row.id))
