// A language nobody speaks, made of the English words of the build: every letter has an accent, every sentence is two fifths longer and
// stands in brackets. What is not in brackets was never translated; what does not fit will not fit in Thai either (SH-30).
import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { BrowserContext } from 'playwright-core'

const ASSETS = join(import.meta.dirname, '..', 'dist', 'assets')
const ENGLISH = join(import.meta.dirname, '..', 'src', 'locales', 'en')
type Words = { [key: string]: string | Words }
const read = async (path: string) => ((await import(pathToFileURL(path).href)) as { default?: Words }).default

/** Files of the build that hold nothing but English words, by name: one for each noun, and the one of all that loads first. */
async function wordFiles(): Promise<string[]> {
  const nouns = readdirSync(ENGLISH).filter((file) => file.endsWith('.ts') && file !== 'all.ts')
  const words = new Map<string, Words>()
  for (const noun of nouns) words.set(basename(noun, '.ts'), (await read(join(ENGLISH, noun)))!)
  const isAll = (made: Words) =>
    Object.keys(made).length > 3 &&
    Object.entries(made).every(([noun, some]) => isDeepStrictEqual(some, words.get(noun)))
  const files: string[] = []
  for (const file of readdirSync(ASSETS).filter((name) => /^[A-Za-z]+-[\w-]{8}\.js$/.test(name))) {
    const noun = words.get(file.slice(0, file.indexOf('-')))
    if (noun === undefined && !file.startsWith('all-')) continue
    const made = await read(join(ASSETS, file)).catch(() => undefined)
    if (made !== undefined && (isDeepStrictEqual(made, noun) || isAll(made))) files.push(file)
  }
  return files
}

const PLAIN = 'aeiouycnszAEIOUYCNSZ'
const ACCENTED = 'àéîöüýçñšžÀÉÎÖÜÝÇÑŠŽ'
const ACCENTS = Object.fromEntries(PLAIN.split('').map((letter, i) => [letter, ACCENTED.charAt(i)]))

/** Runs in the browser too: it may use nothing but what it is given. */
function pseudo(text: string, accents: Record<string, string>): string {
  const form = (one: string) => {
    const accented = one.replaceAll(/\{[^}]*\}|[A-Za-z]/g, (part) => accents[part] ?? part)
    const letters = one.replaceAll(/\{[^}]*\}/g, '').length
    return `⟦${accented}${'~'.repeat(Math.ceil(letters * 0.4))}⟧`
  }
  return text.split(' | ').map(form).join(' | ')
}

/** Which nouns are spoken otherwise in this context; `all` = what loads first. */
export async function speakPseudo(context: BrowserContext): Promise<string[]> {
  const files = await wordFiles()
  for (const file of files)
    await context.route(`**/assets/${file}`, (route) => {
      const source = readFileSync(join(ASSETS, file), 'utf8')
      const [, name] = /export\s*\{\s*([\w$]+) as default\s*\}/.exec(source)!
      const body = source.replace(
        /export\s*\{[^}]*\}/,
        `const pseudoWords=((words)=>{const say=${pseudo.toString()},accents=${JSON.stringify(ACCENTS)};` +
          `const all=(w)=>typeof w==='string'?say(w,accents):Object.fromEntries(Object.entries(w).map(([k,v])=>[k,all(v)]));` +
          `return all(words)})(${name});export{pseudoWords as default}`,
      )
      return route.fulfill({ body, contentType: 'text/javascript' })
    })
  return files.map((file) => file.slice(0, file.indexOf('-')))
}
