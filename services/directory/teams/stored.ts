// A team as the table holds it and as browsers see it.
import type { RowOf } from '@madoguchi/contracts/row/row'

export type StoredTeam = { id: string; rev: number; name: string; colour: number; active: boolean }

export const teamRow = ({ id, rev, name, colour, active }: StoredTeam): RowOf<'team'> => ({
  noun: 'team',
  id,
  part: -1,
  rev,
  row: { name, colour, active },
})
