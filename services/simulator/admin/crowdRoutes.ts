import { wrong } from './admin.ts'
import type { AdminRoute } from './admin.ts'

export const crowdRoutes: AdminRoute[] = [
  {
    method: 'POST',
    path: '/_sim/crowd',
    handle({ platform, crowds, body }) {
      const started = crowds.start(platform, body)
      return 'refused' in started ? wrong(started.refused) : { status: 201, json: started }
    },
  },
  { method: 'GET', path: '/_sim/crowd', handle: ({ crowds }) => ({ json: crowds.report() }) },
  {
    method: 'DELETE',
    path: '/_sim/crowd',
    handle({ crowds }) {
      crowds.stop()
      return { json: crowds.report() }
    },
  },
]
