// Agents' browsers whose lines can be cut: each has a proxy of its own before the gateways, and comes to the other gateway with every
// new connection, as behind a balancer.
import { started } from '../../runtime/lifecycle.ts'
import { startProxy, type Proxy } from '../faults/proxy.ts'
import { openBrowser, type Browser, type Ears, type Eyes } from '../house/browser.fixture.ts'
import { sessionOf, type Session } from '../house/session.fixture.ts'

/** `fresh`: the same agent, come anew and by no line that is cut. */
export type LinedAgent = { browser: Browser; line: Proxy; fresh: Session; stop(): Promise<void> }
type How = {
  name: string
  cookie: string
  gateways: string[]
  /** Which of them first. */
  first: number
  channels: string[]
  conversations: string[]
  ears?: Ears
  eyes?: Eyes
}

export function openLined({ gateways, first, cookie, conversations, ...how }: How): Promise<LinedAgent> {
  return started(async (stack) => {
    const ports = gateways.map((url) => Number(new URL(url).port))
    let turn = first
    const to = () => ({ port: ports[turn++ % ports.length]! })
    const line = stack.use(await startProxy({ to }), (opened) => opened.stop())
    const url = `http://127.0.0.1:${line.port}`
    const session = sessionOf(url, { cookie, name: how.name })
    const browser = stack.use(openBrowser({ url, session, ...how }), (opened) => opened.close())
    for (const id of conversations) browser.openConversation(id)
    const fresh = sessionOf(gateways[0]!, { cookie, name: `${how.name} anew` })
    return { browser, line, fresh, stop: () => stack.stop() }
  })
}

/** Workspace, lists and conversations stand on the screen. */
export const isShown = ({ browser }: LinedAgent, rooms: number): boolean =>
  browser.live() && browser.views().size === rooms
