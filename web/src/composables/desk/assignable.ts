// PURE: to whom a conversation can be given, and whom a note can name: agents and teams at work, oneself first, found by any part of a name.

export type Somebody = { kind: 'agent' | 'team'; id: string; name: string }
type Known = { id: string; name: string; active: boolean }

/** Width, case and spaces make no difference: "ﾐｶ" finds "ミカ", "satoken" finds "Sato Ken". */
export const folded = (text: string): string => text.normalize('NFKC').toLocaleLowerCase().replaceAll(/\s/gu, '')

export function everybody(agents: Iterable<Known>, teams: Iterable<Known>, me: string): Somebody[] {
  const of = (kind: Somebody['kind'], all: Iterable<Known>) =>
    [...all]
      .filter(({ active }) => active)
      .map(({ id, name }): Somebody => ({ kind, id, name }))
      .sort((a, b) => Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name))
  return [...of('agent', agents), ...of('team', teams)]
}

/** Names that begin so stand before those that only hold it. */
export function found(all: readonly Somebody[], query: string): Somebody[] {
  const wanted = folded(query)
  const rank = ({ name }: Somebody) => {
    const at = folded(name).indexOf(wanted)
    return at === 0 ? 0 : at > 0 ? 1 : 2
  }
  return all.filter((one) => rank(one) < 2).sort((a, b) => rank(a) - rank(b))
}
