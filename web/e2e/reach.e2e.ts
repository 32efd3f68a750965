// Who can be written to, live: the composer closes and opens on every screen within a second of what happened at LINE, or of the
// moment when a time ran out; what waits is not sent to somebody who blocked us; the end of the month's quota is said before the click.
// SCREENSHOTS names a folder for pictures of it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoGroups } from '../../services/simulator/world/demo.ts'
import { startEmbeddedWorld, type World } from '../../services/test/world.ts'
import { openBrowser } from './browser.ts'
import { bubble, SOON } from './counter.ts'
import { bubbleIn, closed, field, openReachStage, say, wrote, type Stage } from './reachStage.ts'

const WEEK = 7 * 24 * 60 * 60_000
const DAY = 24 * 60 * 60_000

let world: World
let browser: Browser
let stage: Stage
beforeAll(async () => {
  world = await startEmbeddedWorld()
  browser = await openBrowser()
  stage = await openReachStage(browser, world)
})
afterAll(async () => {
  await browser?.close()
  await world?.stop()
})

const onBoth = (look: (page: Page) => Promise<unknown>) => Promise.all(stage.both.map(({ page }) => look(page)))
const closesOnBoth = (why: RegExp) => onBoth((page) => closed(page, why).waitFor(SOON))
const opensOnBoth = () => onBoth((page) => field(page).waitFor(SOON))
const aoi = () => stage.both[0].page

async function picture(name: string) {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await aoi().screenshot({ path: join(folder, `${name}.png`) })
}

test('blocked: both composers close with the reason within a second, what waited stops unsent; unblocked they open', async () => {
  const person = await stage.person('桜井 直人')
  await stage.act(person, 'say', { text: 'まだ開いていますか' })
  await expect
    .poll(
      () =>
        stage.open(person).then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true)
  await stage.hold()
  await say(aoi(), 'はい、20時までです')
  await say(aoi(), 'お待ちしています')
  for (const text of ['はい、20時までです', 'お待ちしています'])
    await onBoth((page) => bubbleIn(page, 'queued', text).waitFor())
  await stage.act(person, 'block')
  await closesOnBoth(/They blocked the account/)
  await stage.letGo()
  for (const text of ['はい、20時までです', 'お待ちしています'])
    await onBoth((page) =>
      bubbleIn(page, 'failed', text).getByText('Not sent: the customer blocked the account').waitFor(),
    )
  await picture('blocked')
  await stage.act(person, 'unblock')
  await opensOnBoth()
  await say(aoi(), 'またお越しください')
  await onBoth((page) => bubbleIn(page, 'sent', 'またお越しください').waitFor())
})

test('removed from a group, or another module takes over: closed within a second; invited back, or handed back: open', async () => {
  const [group, member] = [demoGroups[0]!.id, demoGroups[0]!.members![0]!]
  const inGroup = { in: group }
  await stage.act(member, 'say', { ...inGroup, text: 'グループで相談です' })
  await expect
    .poll(
      () =>
        stage.open(group).then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true)
  await opensOnBoth()
  await stage.act(member, 'remove', inGroup)
  await closesOnBoth(/The account left this group/)
  await stage.act(member, 'invite', inGroup)
  await opensOnBoth()
  const source = { type: 'group', groupId: group, userId: member }
  await stage.inject({ ...wrote(member, Date.now(), '別の担当へ'), source, mode: 'standby' })
  await closesOnBoth(/Another module has control/)
  await stage.inject({ ...wrote(member, Date.now() + 1, '戻りました'), source, mode: 'active' })
  await opensOnBoth()
})

test('seven days run out before the agent’s eyes: counted down in the panel, then closed or in doubt, without any event', async () => {
  const [left, stranger] = [await stage.person('元 友達'), await stage.person('通りすがり')]
  const until = Date.now() + 25_000
  await stage.inject({ type: 'unfollow', timestamp: until - WEEK - DAY, source: { type: 'user', userId: left } })
  await stage.inject(wrote(left, until - WEEK, 'ブロックを解きました'))
  await stage.inject(wrote(stranger, until - WEEK, '場所はどこですか'))
  const [one, other] = stage.both.map(({ page }) => page)
  await one!.goto(`${world.console}/chat/${stage.channel}/${left}`)
  await other!.goto(`${world.console}/chat/${stage.channel}/${stranger}`)
  for (const page of [one!, other!]) {
    const reach = page.locator('[data-test=contact-reach][data-tone=warn]')
    await reach.getByText(/Can be sent for 0 min \d+ s more/).waitFor()
    await page.locator('.composer-warning', { hasText: /reach this customer for 0 min \d+ s more/ }).waitFor()
  }
  await picture('countdown')
  const wait = until - Date.now()
  expect(wait).toBeGreaterThan(0)
  await closed(one!, /more than 7 days since they wrote/).waitFor({ timeout: wait + 1_000 })
  await other!.locator('.composer-warning', { hasText: 'may not reach the customer' }).waitFor({ timeout: 1_500 })
  expect(Date.now()).toBeGreaterThanOrEqual(until)
  await field(other!).waitFor(SOON)
  await one!.locator('[data-test=contact-reach]', { hasText: 'No: not a friend, nothing written for 7 days' }).waitFor()
  await stage.act(left, 'follow')
  await field(one!).waitFor(SOON)
})

test('the month is used up: said on the channel and over the composer, a free reply still goes, and a push that LINE takes ends it', async () => {
  const person = await stage.person('月末 花子')
  await stage.inject(wrote(person, Date.now() - 60_000, '予約をお願いします'))
  await expect
    .poll(
      () =>
        stage.open(person).then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true)
  await onBoth((page) => page.locator('[data-test=quota]', { hasText: /no limit/ }).waitFor())
  await stage.month(5_000, 5_000)
  await say(aoi(), '承りました')
  await onBoth((page) => bubbleIn(page, 'failed', '承りました').getByText('This month’s pushes are used up').waitFor())
  const ended = (page: Page) => page.locator('[data-test=quota-ended]')
  await onBoth((page) => ended(page).filter({ hasText: 'This month’s 5,000 pushes are used up' }).waitFor())
  await onBoth((page) => ended(page).filter({ hasText: 'Pushes used up until' }).waitFor())
  await onBoth((page) => page.locator('[data-test=quota][data-level=end]', { hasText: '5,000 / 5,000' }).waitFor())
  await picture('quota-ended')
  await stage.act(person, 'say', { text: '何時に開きますか' })
  await onBoth((page) => bubble(page, '何時に開きますか').waitFor(SOON))
  await say(aoi(), '10時に開きます')
  await onBoth((page) => bubbleIn(page, 'sent', '10時に開きます').getByText('reply · free').waitFor())
  await onBoth((page) => ended(page).first().waitFor())
  await stage.month(5_000, 9_000)
  await say(aoi(), 'お待ちしております')
  await onBoth((page) => bubbleIn(page, 'sent', 'お待ちしております').getByText('push · counted').waitFor())
  await onBoth((page) => expect.poll(() => ended(page).count()).toBe(0))
  await onBoth((page) => page.locator('[data-test=quota]', { hasText: '5,001 / 9,000' }).waitFor())
  await picture('quota-raised')
})

test('beside the form’s send button: free while the customer’s message is fresh, then counted, by itself', async () => {
  const person = await stage.person('早川 蓮')
  await stage.act(person, 'say', { text: 'すぐ返事がほしいです' })
  await expect
    .poll(
      () =>
        stage.open(person).then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true)
  await aoi().locator('[data-test=composer-form]').click()
  const cost = aoi().locator('[data-test=slot-form] [data-test=send-cost]')
  await cost.getByText(/^Free reply, \d+ s$/).waitFor()
  await picture('cost-free')
  await cost.getByText('Counts 1 push').waitFor({ timeout: 32_000 })
  await aoi().keyboard.press('Escape')
})

test('nothing went wrong on either page', () => {
  expect(stage.problems()).toEqual([])
})
