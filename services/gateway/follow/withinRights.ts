// What of a room's rows an agent may be told (pure). Every other room is a right as a whole; notices are an agent's own and come from
// any channel, and one may have been withdrawn since.
import { allows, type Rights } from '@madoguchi/contracts/row/agent'
import type { Row } from '@madoguchi/contracts/row/row'

type Told = { rows: Row[] }

const mayBeTold = (rights: Rights, row: Row): boolean =>
  row.noun !== 'notice' || row.row === null || allows(rights, row.row.channel, 'viewer')

/** The change itself stays, since its cursor steps on. */
export const withinRights = <Change extends Told>(change: Change, rights: Rights): Change =>
  change.rows.every((row) => mayBeTold(rights, row))
    ? change
    : { ...change, rows: change.rows.filter((row) => mayBeTold(rights, row)) }
