// Large, slow, lost and hostile contents at once: each ends in the right state, none holds up another or a webhook's answer, and a film
// of 200 MB passes through the process without staying in it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbeddedWorld, type World } from '../world.ts'
import { checkOf } from './check.ts'
import {
  createCustomer,
  FILM_BYTES,
  MB,
  mediaOf,
  openTrap,
  openView,
  PROCESSING_MS,
  watchMemory,
} from './contents.fixture.ts'

const MINUTE = 60_000
/**
 * By so much the most memory with a film of 200 MB may lie above that with one of 60: were films held in memory it would be 140 and more. Pieces
 * that wait for the collector are 60 to 100 MB with either, and their difference has been 79.
 */
const GROWTH_MB = 110
/** `drip`: whether to wait until the dripping download is ended at its five minutes and begun again. */
const check = checkOf('contents', { short: { drip: false }, long: { drip: true } })

let world: World
beforeAll(async () => void (world = await startEmbeddedWorld()), 2 * MINUTE)
afterAll(() => world?.stop(), MINUTE)

test(
  'a film that LINE makes ready for 20 s, a set out of order, a file, an address elsewhere, a 410 and a drip',
  async () => {
    const customer = createCustomer(world)
    const view = await openView(world)
    const trap = await openTrap()
    await customer.paces(1_500, 1)
    const { pid } = world.children.get('all')!
    const before = watchMemory(pid)
    const small = await customer.sendsFilm(60 * MB)
    await view.until((rows) => mediaOf(rows, small)?.state === 'stored', 'a film of 60 MB', MINUTE)
    const most = { small: await before.stop(), large: 0 }
    const memory = watchMemory(pid)
    const began = performance.now()
    const sent = await customer.sendsAll(trap.url)
    try {
      await view.until((rows) => rows.has(sent.elsewhere) && rows.has(sent.drip), 'all messages', MINUTE)
      const quick = [...sent.set, sent.file]
      const lost = [sent.gone, sent.elsewhere]
      await view.until(
        (rows) =>
          quick.every((id) => mediaOf(rows, id)?.state === 'stored') &&
          lost.every((id) => mediaOf(rows, id)?.state === 'lost'),
        'what is quick',
        MINUTE,
      )
      const rows = await view.rows()
      // Nothing waited for the film or the drip: both are on their way still.
      expect(performance.now() - began).toBeLessThan(PROCESSING_MS)
      expect([mediaOf(rows, sent.film), mediaOf(rows, sent.drip)]).toEqual([undefined, undefined])
      const set = sent.set.map((id) => rows.get(id)!.body)
      expect(
        set.map((body) => body.kind === 'image' && body.setIndex).toSorted((a, b) => Number(a) - Number(b)),
      ).toEqual([1, 2, 3, 4])
      expect(new Set(set.map((body) => body.kind === 'image' && body.setId)).size).toBe(1)
      expect(mediaOf(rows, sent.gone)).toEqual({ state: 'lost', why: 'gone' })
      expect(mediaOf(rows, sent.elsewhere)).toEqual({ state: 'lost', why: 'failed' })

      await customer.paces(0, 0)
      const last = await customer.lastDelivery()
      for (let i = 0; i < 20; i++) await customer.writes(`${i + 1} / 20`)
      await view.until((all) => mediaOf(all, sent.film)?.state === 'stored', 'the film', 3 * MINUTE)
      expect(performance.now() - began).toBeGreaterThan(PROCESSING_MS)
      most.large = await memory.stop()
      expect(mediaOf(await view.rows(), sent.film)).toMatchObject({ state: 'stored', bytes: FILM_BYTES, preview: true })
      const waits = await customer.waits(last)
      expect(waits.length).toBeGreaterThan(0)
      expect(waits.at(-1)).toBeLessThan(2_000)
      expect(trap.visits()).toBe(0)

      console.log(
        `contents: the film after ${((performance.now() - began) / 1000).toFixed(1)} s, memory at most ${most.small} MB with 60, ${most.large} MB with 200 MB, webhooks answered within ${waits.at(-1)!.toFixed(0)} ms`,
      )
      expect(most.large - most.small).toBeLessThan(GROWTH_MB)
      if (check.size.drip) await dripped(view, sent.drip)
    } finally {
      await memory.stop()
      await trap.stop()
    }
  },
  12 * MINUTE,
)

/** The download is ended at its five minutes, whatever still comes, and the next try finds the whole. */
async function dripped(view: Awaited<ReturnType<typeof openView>>, id: string) {
  await view.until((rows) => mediaOf(rows, id)?.state === 'stored', 'the dripping picture', 8 * MINUTE)
}
