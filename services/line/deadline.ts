// LINE's SDK has no time-out and takes no AbortSignal, and undici's own time-outs start again with every byte. So calls to LINE's
// hosts, and to no other, go through an agent of ours that aborts them by wall clock. The SDK uses the global fetch, and fetch
// asks the global dispatcher: that one is wrapped, once a process, and hands everything else to the dispatcher it found.
import { Agent, getGlobalDispatcher, setGlobalDispatcher, type Dispatcher } from 'undici'

/** From the moment a request is written until the last byte of its answer. */
export const CALL_MS = 10_000
/** A connection that does not come about: nothing was sent. */
const CONNECT_MS = 3_000

/** Code of the error (as `cause.code` of fetch's) with which a call over its time ends. */
export const TIMED_OUT = 'LINE_CALL_TIMED_OUT'

export type Deadline = { stop(): Promise<void> }

/** Origin → how many rely on it; a host leaves when nobody does. */
const watched = new Map<string, { users: number; agent: Dispatcher }>()
let wrapped: Dispatcher | undefined

/** Until `stop`, every fetch of this process to one of `origins` ends within `callMs`. */
export function openDeadline({ origins, callMs = CALL_MS }: { origins: readonly string[]; callMs?: number }): Deadline {
  wrapGlobal()
  const own = [...new Set(origins)]
  for (const origin of own) {
    const known = watched.get(origin)
    if (known) known.users++
    else watched.set(origin, { users: 1, agent: limitedAgent(callMs) })
  }
  return {
    async stop() {
      for (const origin of own.splice(0)) await release(origin)
    },
  }
}

async function release(origin: string) {
  const known = watched.get(origin)!
  if (--known.users > 0) return
  watched.delete(origin)
  await known.agent.close()
}

const limitedAgent = (callMs: number): Dispatcher =>
  new Agent({ connect: { timeout: CONNECT_MS } }).compose(
    (dispatch) => (options, handler) => dispatch(options, limited(handler, callMs)),
  )

/** Somebody may have set another global dispatcher since: then that one is wrapped. */
function wrapGlobal() {
  const found = getGlobalDispatcher()
  if (found === wrapped) return
  wrapped = found.compose((dispatch) => (options, handler) => {
    const agent = watched.get(String(options.origin))?.agent
    return agent ? agent.dispatch(options, handler) : dispatch(options, handler)
  })
  setGlobalDispatcher(wrapped)
}

type Handler = Dispatcher.DispatchHandler
function limited(handler: Handler, callMs: number): Handler {
  let timer: NodeJS.Timeout | undefined
  let current: Dispatcher.DispatchController | undefined
  const expire = () => current?.abort(Object.assign(new Error(`no answer within ${callMs} ms`), { code: TIMED_OUT }))
  return {
    onRequestStart(controller, context) {
      current = controller // a request that undici moves to another connection starts again; its clock does not
      timer ??= setTimeout(expire, callMs)
      handler.onRequestStart?.(controller, context)
    },
    onRequestUpgrade: (...all) => handler.onRequestUpgrade?.(...all),
    onResponseStart: (...all) => handler.onResponseStart?.(...all),
    onResponseData: (...all) => handler.onResponseData?.(...all),
    onResponseEnd(...all) {
      clearTimeout(timer)
      handler.onResponseEnd?.(...all)
    },
    onResponseError(...all) {
      clearTimeout(timer)
      handler.onResponseError?.(...all)
    },
  }
}
