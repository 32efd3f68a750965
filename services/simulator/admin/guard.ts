import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

// The admin interface has no password, so only this machine's own pages and programs may use it. DNS rebinding needs
// a public name: addresses, names without a dot and named exceptions cannot be rebound. A page of another origin is
// told by its Origin or Sec-Fetch-Site.
function hostOf(value: string): { name: string; origin: string } | null {
  if (!URL.canParse(`http://${value}`)) return null
  const { hostname, host } = new URL(`http://${value}`)
  return { name: hostname.replace(/^\[|\]$/g, ''), origin: host }
}

export function isOurs(request: Pick<IncomingMessage, 'headers'>, allowedHosts: readonly string[]): boolean {
  const host = hostOf(request.headers.host ?? '')
  if (host === null) return false
  const named =
    isIP(host.name) !== 0 ||
    !host.name.includes('.') ||
    host.name.endsWith('.localhost') ||
    allowedHosts.includes(host.name)
  if (!named) return false
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return isNavigation(request)
  const { origin } = request.headers
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host.origin)
}

/** Following a link from the console to the phone is a navigation and reads nothing. */
const isNavigation = ({ headers }: Pick<IncomingMessage, 'headers'>) =>
  headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
