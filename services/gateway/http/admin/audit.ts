// What was done, by whom, when and from where (AD-10), for admins of every channel.
import type { FastifyInstance } from 'fastify'
import { AUDIT_PAGE, type AuditPage } from '@madoguchi/contracts/http/people'
import type { AuditFilter } from '../../../directory/auditRead.ts'
import type { Directory } from '../../../directory/open.ts'
import { malformed } from '../refusal.ts'
import { need } from '../session/guard.ts'

type Query = Partial<Record<'by' | 'what' | 'subject' | 'from' | 'to' | 'after', unknown>>

export function adminAuditRoutes(api: FastifyInstance, { directory }: { directory: Pick<Directory, 'audit'> }) {
  api.get<{ Querystring: Query }>('/api/admin/audit', async (request): Promise<AuditPage> => {
    need(request, '*', 'admin')
    const found = await directory.audit(filterOf(request.query), AUDIT_PAGE + 1)
    const entries = found.slice(0, AUDIT_PAGE)
    return { entries, after: found.length > AUDIT_PAGE ? String(entries.at(-1)!.id) : null }
  })
}

function filterOf(query: Query): AuditFilter {
  const [by, what, subject] = (['by', 'what', 'subject'] as const).map((field) => textIn(query, field))
  const [from, to, before] = (['from', 'to', 'after'] as const).map((field) => numberIn(query, field))
  const filter = { by, what, subject, from, to, before }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as AuditFilter
}

function textIn(query: Query, field: keyof Query): string | undefined {
  const value = query[field]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string' || value.length > 300 || value.includes('\0')) throw malformed(field)
  return value
}

function numberIn(query: Query, field: keyof Query): number | undefined {
  const value = textIn(query, field)
  if (value === undefined) return undefined
  if (!/^\d{1,15}$/.test(value)) throw malformed(field)
  return Number(value)
}
