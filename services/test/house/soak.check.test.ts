// Half an hour of three short days under the crowd, with a fault a minute: nothing is lost, the rows are even with the log soon
// after each fault, and no process grows. Drawn as an SVG (SOAK_SVG), with its numbers beside it as JSON.
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drawingOf } from '../../bench/drawing.ts'
import { createStack, type Stack } from '../../runtime/lifecycle.ts'
import { checkOf } from '../check/check.ts'
import { createDice } from '../check/dice.ts'
import { startFaultyBrokers } from '../faults/brokers.ts'
import { startFaultyPostgres } from '../faults/postgres.ts'
import { findRedis, startFaultyRedis } from '../faults/redis.ts'
import { createBlows } from './blows.fixture.ts'
import { brokenIn, settle } from './calm.fixture.ts'
import { growthOf, type Growth } from './growth.fixture.ts'
import { startLoad } from './load.fixture.ts'
import { faultAMinute, type Recovery } from './recovery.fixture.ts'
import { startSampling, type Sampled } from './samples.fixture.ts'
import { openHouse } from './stage.fixture.ts'

const { SOAK_MINUTES, SOAK_PEAK, SOAK_SVG = join(tmpdir(), 'soak.svg') } = process.env
const minutes = Number(SOAK_MINUTES ?? 30)
const peak = Number(SOAK_PEAK ?? 200)
const check = checkOf('soak', { short: {}, long: {} })
const why = !check.long
  ? 'a soak takes 30 minutes: npm run check -- soak --long'
  : findRedis() === null && 'soak is not run: redis-server is not installed'
if (why) console.log(why)

/** The busiest hour of `day`, against its mean. */
const PEAK_TO_MEAN = 2.11
/** Early and late windows then see the same hours. */
const DAYS = 3
const EVERY_MS = 5_000

const openEngines = (stack: Stack) =>
  Promise.all([
    startFaultyBrokers({ count: 1, topic: null }).then((one) => stack.use(one, (opened) => opened.stop())),
    startFaultyPostgres().then((one) => stack.use(one, (opened) => opened.stop())),
    startFaultyRedis().then((one) => stack.use(one, (opened) => opened.stop())),
  ]).then(([brokers, postgres, redis]) => ({ brokers, postgres, redis }))

async function soak(seed: number, stack: Stack) {
  const engines = await openEngines(stack)
  const settings = {
    DATABASE_URL: engines.postgres.url,
    KAFKA_BROKERS: engines.brokers.addresses.join(','),
    KAFKA_TOPIC: 'soak',
    REDIS_URL: engines.redis.url,
  }
  const house = stack.use(await openHouse({ seed, engines: settings }), (opened) => opened.stop())
  const { world, lag, browsers } = house
  const dice = createDice(seed)
  const blows = createBlows(world)
  const mean = peak / PEAK_TO_MEAN
  const day = { users: 300, groups: 10, eventsPerSecond: mean, profile: 'day' as const, answer: true }
  const crowd = { ...day, seconds: (minutes * 60) / DAYS }
  const load = await startLoad({ simulator: world.simulator, browsers, dice: dice.fork('load'), crowd, days: DAYS })
  const sampling = startSampling({ children: world.children, lag, everyMs: EVERY_MS })
  const faults = { engines, blows, dice: dice.fork('faults'), lag, children: world.children, few: Math.max(10, peak) }
  const recoveries = await faultAMinute(faults, minutes)
  const sampled = await sampling.stop()
  const growths = sampled.lives.flatMap((life) => growthOf(life, (minutes * 60) / 6) ?? [])
  draw({ sampled, recoveries, growths }) // before the verdict: half an hour's figures are kept whatever it is
  await load.stop()
  await settle(house)
  const away = recoveries.filter(({ name }) => name.startsWith('postgres')).map(({ span }) => span)
  const broken = await brokenIn(house, [...blows.excuses(), ...away])
  const acked = browsers.reduce((sum, one) => sum + one.acked.size, 0)
  return { recoveries, growths, broken, acked, raised: load.raised(), surprises: blows.surprises() }
}

const seriesOf = (all: Map<string, [number, number][]>) =>
  [...all].map(([name, points]) => ({ name, points })).sort((a, b) => (a.name < b.name ? -1 : 1))

function draw({ sampled, recoveries, growths }: { sampled: Sampled; recoveries: Recovery[]; growths: Growth[] }) {
  const svg = drawingOf({
    title: `${minutes} minutes of up to ${peak} events a second, a fault a minute`,
    seconds: minutes * 60,
    panels: [
      { title: 'resident memory', unit: 'MB', lines: seriesOf(sampled.rss) },
      { title: 'open handles', unit: 'count', lines: seriesOf(sampled.handles) },
      {
        title: 'not yet there',
        unit: 'events',
        lines: [
          { name: 'rows behind the log', points: sampled.lag },
          { name: 'in the spool', points: sampled.spool },
        ],
      },
      { title: 'oldest message not sent', unit: 's', lines: [{ name: 'age', points: sampled.oldest }] },
    ],
    marks: recoveries.map(({ at, name }) => ({ at, name })),
  })
  writeFileSync(SOAK_SVG, svg)
  const numbers = {
    minutes,
    peak,
    recoveries,
    growths,
    ...sampled,
    rss: [...sampled.rss],
    handles: [...sampled.handles],
  }
  writeFileSync(SOAK_SVG.replace(/(\.svg)?$/, '.json'), `${JSON.stringify(numbers)}\n`)
}

describe.skipIf(Boolean(why))('a soak', () => {
  test.for(check.seeds)(
    'loses nothing, recovers from each fault and does not grow (seed %i)',
    { timeout: (minutes + 30) * 60_000 },
    async (seed, { onTestFinished }) => {
      const stack = createStack()
      onTestFinished(() => stack.stop(), 60_000)
      const { growths, recoveries, broken, acked, raised, surprises } = await soak(seed, stack)
      const slowest = Math.max(...recoveries.map(({ ms }) => ms ?? Infinity))
      console.log(
        `soak: ${minutes} min, ${recoveries.length} faults, ${raised} events, ${acked} messages acknowledged, ${broken.length} broken; ` +
          `even with the log at most ${slowest} ms after a fault; drawn in ${SOAK_SVG}`,
      )
      for (const { name, rss, handles } of growths)
        console.log(`${name}: ${rss.map(Math.round).join(' → ')} MB, ${handles.join(' → ')} handles`)
      expect(broken).toEqual([])
      expect(surprises).toEqual([])
      expect(recoveries.filter(({ ms }) => ms === null)).toEqual([])
      expect(growths.filter(({ grown }) => grown)).toEqual([])
    },
  )
})
