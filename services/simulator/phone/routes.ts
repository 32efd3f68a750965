import type { AdminRoute } from '../admin/admin.ts'
import { every } from './every.ts'
import { fetchMedia } from './fetchMedia.ts'

/** What the phone needs besides the admin interface. */
export const phoneRoutes: AdminRoute[] = [
  { method: 'GET', path: '/_sim/fetched/{messageId}', handle: fetchMedia },
  { method: 'POST', path: '/_sim/every', handle: every },
]
