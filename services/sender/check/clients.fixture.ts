// LINE's clients with a call changed on its way, or an answer not believed.
import type { Ask, LineClients } from '../../line/client.ts'

type Sdk = Parameters<Parameters<Ask>[1]>[0]
type Push = Parameters<Sdk['pushMessageWithHttpInfo']>

const asking = (clients: LineClients, change: (ask: Ask) => Ask): LineClients => ({
  ...clients,
  for(channel) {
    const client = clients.for(channel)
    return { ...client, ask: change(client.ask) }
  },
})

/** Every push with another request or another key. */
export const pushes = (clients: LineClients, change: (...push: Push) => Push): LineClients =>
  asking(clients, (ask) => (endpoint, call) => ask(endpoint, (sdk) => call(pushing(sdk, change))))

function pushing(sdk: Sdk, change: (...push: Push) => Push): Sdk {
  const pushMessageWithHttpInfo: Sdk['pushMessageWithHttpInfo'] = (...push) =>
    sdk.pushMessageWithHttpInfo(...change(...push))
  return new Proxy(sdk, {
    get: (target, name, receiver) =>
      name === 'pushMessageWithHttpInfo' ? pushMessageWithHttpInfo : Reflect.get(target, name, receiver),
  })
}

/** Whatever LINE says to this call is taken for "invalid reply token". */
export const answerIgnored = (clients: LineClients, endpoint: string): LineClients =>
  asking(clients, (ask) => async (name, call) => {
    const answer = await ask(name, call)
    return name === endpoint ? { kind: 'answer', status: 400, body: { message: 'Invalid reply token' } } : answer
  })
