import type { Route } from '../call.ts'

/** Exact paths only: a doubled or trailing slash, or a wrong method, finds nothing. */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | null {
  const parts = path.split('/')
  for (const route of routes) {
    if (route.method !== method) continue
    const params = matchPath(route.path.split('/'), parts)
    if (params !== null) return { route, params }
  }
  return null
}

export function matchPath(template: string[], parts: string[]): Record<string, string> | null {
  if (template.length !== parts.length) return null
  const params: Record<string, string> = {}
  for (const [i, segment] of template.entries()) {
    const part = parts[i]!
    if (segment.startsWith('{')) {
      const value = decode(part)
      if (value === null || value === '') return null
      params[segment.slice(1, -1)] = value
    } else if (segment !== part) return null
  }
  return params
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
