/** An API answer before it is written. `accepted` marks that something has been done that cannot be undone. */
export type Answer = {
  status: number
  json?: unknown
  bytes?: Buffer
  headers?: Record<string, string>
  accepted?: boolean
  /** an answer about what was sent with a message: the faults of content may befall it */
  content?: 'bytes' | 'processing' | 'transcoding'
  /** facts for the ledger */
  facts?: { retryKey?: string; replyToken?: string; to?: string | string[]; bodyHash?: string }
}

export const ok = (json: unknown = {}): Answer => ({ status: 200, json })
export const refuse = (status: number, message: string): Answer => ({ status, json: { message } })

export type Problem = { message: string; property: string }

export const refuseBody = (problems: Problem[]): Answer => ({
  status: 400,
  json: { message: `The request body has ${problems.length} error(s)`, details: problems },
})

export const notFound = (): Answer => refuse(404, 'Not found')
export const invalidProperty = (property: string): Answer =>
  refuse(400, `The property, ${property}, in the request body is invalid (line: -, column: -)`)
export const invalidValue = (parameter: string): Answer =>
  refuse(400, `The value for the '${parameter}' parameter is invalid`)
