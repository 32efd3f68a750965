// What draws the work on a conversation in its timeline, loaded with its words where there is something of the kind.
import type { Component } from 'vue'
import { later } from '../later.ts'
import { learnDeskWords as words } from './words.ts'

const desk = <C extends Component>(load: () => Promise<{ default: C }>) => later(load, { words })

export const DeskPill = desk(() => import('../../components/desk/timeline/DeskPill.vue'))
export const DeskDivider = desk(() => import('../../components/desk/timeline/DeskDivider.vue'))
export const DeskLock = desk(() => import('../../components/desk/DeskLock.vue'))
export const DeskFacts = desk(() => import('../../components/desk/DeskFacts.vue'))
