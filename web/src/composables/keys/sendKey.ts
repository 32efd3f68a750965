// What an Enter means in the composer (CM-3): the agent's own key sends, Mod+Enter always sends, Shift+Enter always breaks the line.
import type { Preferences } from '@madoguchi/contracts/http/session'

export type SendKey = Preferences['sendKey']
type Press = { key: string; shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean; repeat: boolean }

/** 'send' · 'nothing': ours, but without effect (a key held down sends once) · 'leave': the browser's affair, as a line break. */
export function pressOf(press: Press, sendKey: SendKey): 'send' | 'nothing' | 'leave' {
  if (press.key !== 'Enter' || press.shiftKey || press.altKey) return 'leave'
  if (!press.ctrlKey && !press.metaKey && sendKey !== 'enter') return 'leave'
  return press.repeat ? 'nothing' : 'send'
}

/** Apple's keyboards say ⌘ where others say Ctrl. */
export const isApple = (platform: string): boolean => /mac|iphone|ipad|ipod/i.test(platform)
