// The floor's processes, and where they are spoken to.
import { join } from 'node:path'
import type { Stack } from '../../runtime/lifecycle.ts'
import { makeRows } from '../bare/commit.ts'
import { makeTable, openBareTopic } from '../bare/produce.ts'
import { startPart } from '../parts/part.ts'
import type { Engines } from '../stage/engines.ts'
import { isApart } from '../stage/roles.ts'
import type { Does, FloorSettings } from './floor.ts'

/** `webhook`: where bodies signed with `secret` are posted. `show`: where sockets that follow `all` hear of them. */
export async function startFloor(
  stack: Stack,
  engines: Pick<Engines, 'url' | 'pool' | 'redisUrl' | 'kafka'>,
  secret: string,
): Promise<{ webhook: string; show: string }> {
  const { url, pool, redisUrl } = engines
  await makeTable(pool)
  await makeRows(pool)
  const kafka = await openBareTopic()
  const start = async (does: Does[]) => {
    const settings: FloorSettings = { does, url, kafka, redisUrl, secret }
    const part = await startPart<string>(join(import.meta.dirname, 'floor.ts'), settings)
    return stack.use(part, (started) => started.stop()).ready
  }
  const layout: Does[][] = isApart(engines) ? [['receive'], ['commit'], ['show']] : [['receive', 'commit', 'show']]
  const urls: string[] = []
  for (const does of layout) urls.push(await start(does))
  return { webhook: `${urls[0]!}/`, show: urls.at(-1)! }
}
