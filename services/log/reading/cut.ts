/** Cut so that a transaction holds at most `max` records; what came together is never torn. */
export function cut<S extends { records: unknown[] }>(slices: S[], max: number): S[][] {
  const groups: S[][] = []
  let records = 0
  for (const slice of slices) {
    if (groups.length === 0 || records + slice.records.length > max) {
      groups.push([])
      records = 0
    }
    groups.at(-1)!.push(slice)
    records += slice.records.length
  }
  return groups
}
