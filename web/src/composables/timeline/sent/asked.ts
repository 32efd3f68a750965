// Pictures of other hosts the agent has asked to see: none is requested unasked, and one that scrolled away need not be asked for again.
// What lies with us needs no asking: it is an address of our own uploads.
import { shallowReactive } from 'vue'

const asked = shallowReactive(new Set<string>())

export const isAsked = (href: string): boolean => isOurs(href) || asked.has(href)
export const ask = (href: string): void => void asked.add(href)

/** An upload of this console's, by the address LINE was given. */
export const isOurs = (href: string): boolean =>
  href.startsWith(`${location.origin}/m/`) && URL.canParse(href) && new URL(href).pathname.startsWith('/m/')
