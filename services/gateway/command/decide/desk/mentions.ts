// Who is named in a note (pure): agents and teams who may read the channel, at places that lie inside the text.
import type { Mention } from '@madoguchi/contracts/event/note'
import type { Refusal } from '@madoguchi/contracts/socket/ack'
import { refuse } from '../decision.ts'
import { membersOf, whyNot, type Staff } from './staff.ts'

type Note = { text: string; mentions: Mention[] }

export function whyMisnamed({ text, mentions }: Note, channel: string, staff: Staff): Refusal | null {
  for (const [i, mention] of mentions.entries()) {
    const no = whyMisplaced(mention, i, text) ?? whyUnnamed(mention, i, channel, staff)
    if (no !== null) return no
  }
  return whyOverlapping(mentions)
}

/** UTF-16 units, as browsers count. */
function whyMisplaced({ start, length }: Mention, i: number, { length: limit }: string): Refusal | null {
  if (start >= limit) return refuse('invalid', { field: `mentions[${i}].start`, why: 'too_long', limit })
  return start + length > limit ? refuse('invalid', { field: `mentions[${i}].length`, why: 'too_long', limit }) : null
}

function whyUnnamed({ kind, id }: Mention, i: number, channel: string, staff: Staff): Refusal | null {
  const team = kind === 'team' ? staff.team(id) : undefined
  const why =
    kind === 'agent'
      ? whyNot(staff.agent(id), channel, 'viewer')
      : team === undefined
        ? 'unknown'
        : team.active
          ? null
          : 'inactive'
  return why === null ? null : refuse('invalid', { field: `mentions[${i}].id`, why })
}

function whyOverlapping(mentions: Mention[]): Refusal | null {
  const places = mentions.map((mention, i) => ({ ...mention, i })).sort((a, b) => a.start - b.start)
  const over = places.find(({ start }, n) => n > 0 && places[n - 1]!.start + places[n - 1]!.length > start)
  return over === undefined ? null : refuse('invalid', { field: `mentions[${over.i}].start`, why: 'overlaps' })
}

/** Everybody who is named, in person or by their team, once. */
export function namedIn(mentions: Mention[], channel: string, staff: Staff): string[] {
  const all = mentions.flatMap(({ kind, id }) => (kind === 'agent' ? [id] : membersOf(staff, id, channel)))
  return [...new Set(all)]
}
