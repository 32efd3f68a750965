// Pictures of other hosts the agent has asked to see: none is requested unasked, and one that scrolled away need not be asked for again.
import { shallowReactive } from 'vue'

const asked = shallowReactive(new Set<string>())

export const isAsked = (href: string): boolean => asked.has(href)
export const ask = (href: string): void => void asked.add(href)
