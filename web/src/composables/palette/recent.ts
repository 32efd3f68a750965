// What was used of late, the latest first, kept in this browser under the agent's id: keys alone, no names.

const KEPT = 20
const keyOf = (agent: string) => `madoguchi.palette.${agent}`

export function recentOf(agent: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(agent)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : []
  } catch {
    return []
  }
}

export function remember(agent: string, key: string): void {
  const kept = [key, ...recentOf(agent).filter((other) => other !== key)].slice(0, KEPT)
  try {
    localStorage.setItem(keyOf(agent), JSON.stringify(kept))
  } catch {
    // A full storage forgets what was used of late; nothing else hangs on it.
  }
}
