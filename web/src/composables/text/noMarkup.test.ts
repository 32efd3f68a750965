import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const web = fileURLToPath(new URL('../../..', import.meta.url))
const MARKUP = /v-html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc/

test('nothing on the page is ever made from text as markup (NF-19)', () => {
  const files = globSync(['src/**/*.{vue,ts}', 'phone/**/*.{vue,ts}'], { cwd: web }).filter(
    (file) => !file.endsWith('.test.ts'),
  )
  expect(files.length).toBeGreaterThan(50)
  expect(files.filter((file) => MARKUP.test(readFileSync(`${web}/${file}`, 'utf8')))).toEqual([])
})
