import { checkLedger } from '../ledger/check.ts'
import type { Claims } from '../ledger/check.ts'
import { wrong } from './admin.ts'
import type { AdminRoute } from './admin.ts'

export const ledgerRoutes: AdminRoute[] = [
  {
    method: 'POST',
    path: '/_sim/ledger/check',
    handle({ platform, body }) {
      const { inbound = [], outbound = [] } = body as Partial<Claims>
      if (!Array.isArray(inbound) || !Array.isArray(outbound)) return wrong('inbound and outbound must be arrays')
      return { json: checkLedger({ ledger: platform.ledger, inbound, outbound }) }
    },
  },
]
