// The page of cards.
import { join } from 'node:path'
import { openBuiltPage, type BuiltPage } from './builtPage.ts'

export type FlexPage = BuiltPage

export const openFlexPage = (): Promise<FlexPage> =>
  openBuiltPage({ entry: join(import.meta.dirname, 'flexEntry.ts'), title: 'Cards' })
