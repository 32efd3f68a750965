import { KINDS } from '../fault/fault.ts'
import type { FaultInput } from '../fault/fault.ts'
import { wrong } from './admin.ts'
import type { AdminRoute } from './admin.ts'

const ALL: readonly string[] = [...KINDS, 'refuse_for']

export const faultRoutes = (refuseFor: (ms: number) => void): AdminRoute[] => [
  {
    method: 'POST',
    path: '/_sim/faults',
    handle({ platform, body, response }) {
      if (!ALL.includes(String(body.kind))) return wrong(`kind must be one of ${ALL.join(', ')}`)
      if (body.kind === 'refuse_for') {
        const delayMs = Number(body.delayMs ?? 1000)
        // Only once this answer is out: it travels over the port that goes away.
        response.on('finish', () => refuseFor(delayMs))
        return { status: 201, json: { kind: 'refuse_for', delayMs } }
      }
      return { status: 201, json: platform.faults.add(body as unknown as FaultInput) }
    },
  },
  { method: 'GET', path: '/_sim/faults', handle: ({ platform }) => ({ json: { faults: platform.faults.list() } }) },
  {
    method: 'DELETE',
    path: '/_sim/faults',
    handle({ platform }) {
      platform.faults.remove()
      return { json: {} }
    },
  },
  {
    method: 'DELETE',
    path: '/_sim/faults/{id}',
    handle({ platform, params }) {
      platform.faults.remove(params.id)
      return { json: {} }
    },
  },
]
