import type { PersonInput } from '../world/person.ts'

// Words and names that break what trusts them. All ours; nobody here exists.
const WALL = '長い文章がどこまでも続きます。'
const JOINED = '👩‍👩‍👧‍👦👨🏽‍🚒🏳️‍🌈🇯🇵1️⃣'

export const hostileTexts: readonly [name: string, text: string][] = [
  ['markup', '<img src=x onerror="alert(1)"><script>alert(2)</script> &amp; {{ 7*7 }} ${7*7} %s [b]x[/b]'],
  ['five thousand units', WALL.repeat(400).slice(0, 5000)],
  ['one endless word', 'w'.repeat(1200)],
  ['joined emoji', JOINED.repeat(4)],
  ['both directions', 'abc \u202Etxt.exe\u202C שלום مرحبا ١٢٣ def'],
  ['marks upon marks', 'Z̸̢͍̘̼͙̪͓̟a̵̧̛͔͙l̴̝͓̓̊g̷̨̛̺o̶̭͛'],
  ['only white space', ' \u3000\n\n\u200B '],
  ['names of an object', '__proto__ constructor toString'],
  ['half a character', 'broken \uD83D here'],
]

export const hostilePeople: readonly (PersonInput & { id: string; name: string })[] = [
  { id: `U${'e1'.repeat(16)}`, name: '<b onmouseover="alert(1)">Bold</b>', language: 'en' },
  { id: `U${'e2'.repeat(16)}`, name: '寿限無寿限無五劫の擦り切れ'.repeat(8), language: 'ja' },
  { id: `U${'e3'.repeat(16)}`, name: `\u202Eevil ${JOINED}`, language: 'ar' },
  {
    id: `U${'e4'.repeat(16)}`,
    name: '\u3000',
    language: 'ja',
    pictureUrl: 'https://pictures.example.invalid/none.png',
  },
]
