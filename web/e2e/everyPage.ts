// A walk through every page of the console and the customer's phone, with a look at each.
import type { Page } from 'playwright-core'
import { demoChannels, demoPeople } from '../../services/simulator/world/demo.ts'
import type { World } from '../../services/test/world.ts'
import { signIn, type Language } from './browser.ts'

/** A page, what stands there when it is ready, and what is pressed to come to it. */
const PAGES: { name: string; path: string; ready: string; press?: string }[] = [
  { name: 'search', path: '/chat?q=土曜', ready: 'search-text' },
  { name: 'templates', path: '/templates', ready: 'template-new' },
  { name: 'template', path: '/templates', press: 'template-new', ready: 'template-name' },
  { name: 'scheduled', path: '/scheduled', ready: 'scheduled-empty' },
  { name: 'channels', path: '/channels', press: 'channel-row', ready: 'webhook-url' },
  { name: 'team', path: '/team', ready: 'colleague' },
  { name: 'people', path: '/people', ready: 'person-row' },
  { name: 'audit', path: '/audit', ready: 'audit-line' },
  { name: 'person', path: '/people?add', ready: 'person-form' },
]

export async function everyPage(page: Page, world: World, language: Language, look: (name: string) => Promise<void>) {
  const at = (name: string) => page.locator(`[data-test=${name}]`).first()
  await page.goto(`${world.console}/sign-in`)
  await at('sign-in-email').waitFor()
  await look('sign-in')
  await signIn(page, world.console, world.agents[0])
  await look('list')
  await at('inbox-row').click()
  await at('message').waitFor()
  await look('chat')
  for (const { name, path, press, ready } of PAGES) {
    await page.goto(`${world.console}${path}`)
    if (press !== undefined) await at(press).click()
    await at(ready).waitFor()
    await look(name)
  }
  const phone = language === 'ja' ? 'ja' : 'en'
  await page.goto(`${world.phone}?channel=${demoChannels[0]!.id}&as=${demoPeople[0]!.id}&lang=${phone}`)
  await at('phone-bubble').waitFor()
  await look('phone')
}
