// PURE: whether somebody else has a conversation, and whether that can be passed over (CO-5).

/** `by`: the agent who has it. `hard`: only they and supervisors may reply. */
export type Lock = { by: string; hard: boolean }

type Known = {
  assignee: string | null
  me: string
  /** Of the assignee: one who was deactivated locks nothing. */
  active: boolean
  rule: 'soft' | 'hard'
  supervisor: boolean
}

export function lockOf({ assignee, me, active, rule, supervisor }: Known): Lock | null {
  if (assignee === null || assignee === me || !active) return null
  return { by: assignee, hard: rule === 'hard' && !supervisor }
}
