import type { ChannelInput } from './channel.ts'
import type { GroupInput } from './group.ts'
import type { PersonInput } from './person.ts'
import type { WorldInput } from './world.ts'

// The world a newcomer finds: a furniture shop and its café, and the people who write to them. All ids are fixed, so
// that channels registered once fit again after a restart. Nobody here exists; the secrets guard nothing.
export type DemoChannel = { id: string; name: string; secret: string; botUserId: string }

export const demoChannels: readonly DemoChannel[] = [
  {
    id: '2000000101',
    name: 'みなと家具',
    secret: '5f1c0e8ad2b94c7790d1a63be8f24c11',
    botUserId: 'Ub07a1c5d9e3f42868a1b2c3d4e5f6071',
  },
  {
    id: '2000000102',
    name: 'Minato Café',
    secret: 'a94e7d3305c84f2fb6e0d17c29f8ab42',
    botUserId: 'Ub18b2d6eaf40539979b2c3d4e5f60718',
  },
]

type Cast = [digit: string, name: string, language: string, status: string, device: PersonInput['device']]

const cast: Cast[] = [
  ['01', '佐藤 美咲', 'ja', '週末は模様替え', 'ios'],
  ['02', '鈴木 健太', 'ja', '', 'android'],
  ['03', '高橋 さくら', 'ja', '猫と暮らしています', 'ios'],
  ['04', '田中 陽介', 'ja', '返信おそめです', 'android'],
  ['05', '伊藤 はるか', 'ja', '引っ越し準備中', 'ios'],
  ['06', '渡辺 誠', 'ja', '', 'pc'],
  ['07', '山本 結衣', 'ja', 'コーヒーが好き', 'ios'],
  ['08', 'Emma Collins', 'en', 'Yokohama since 2019', 'ios'],
  ['09', 'Daniel Okafor', 'en', 'Busy building things', 'android'],
  ['0a', 'Priya Nair', 'en', '', 'ios'],
  ['0b', 'สมชาย ใจดี', 'th', 'ทำงานอยู่ครับ', 'android'],
  ['0c', 'นภัสสร ศรีสุข', 'th', 'รักบ้าน รักต้นไม้', 'ios'],
  ['0d', '陳 怡君', 'zh-TW', '慢慢來', 'ios'],
  ['0e', '林 志豪', 'zh-TW', '', 'android'],
]

export const demoPeople: readonly (PersonInput & { id: string; name: string })[] = cast.map(
  ([digit, name, language, status, device]) => ({
    id: `U${digit.repeat(16)}`,
    name,
    language,
    ...(status === '' ? {} : { statusMessage: status }),
    ...(device === undefined ? {} : { device }),
  }),
)

export const demoGroups: readonly (GroupInput & { id: string })[] = [
  {
    id: `C${'5e'.repeat(16)}`,
    name: '新居プロジェクト',
    members: ['01', '02', '05'].map((digit) => `U${digit.repeat(16)}`),
    channels: [demoChannels[0]!.id],
  },
]

/** As input for a platform: endpoints are set later, by the product or by `PATCH /_sim/channels/{id}`. */
export const demoWorld = (): WorldInput => ({
  channels: demoChannels.map(({ id, name, secret, botUserId }): ChannelInput => ({
    id,
    name,
    secret,
    botUserId,
    verified: id === '2000000101',
  })),
  users: [...demoPeople],
  groups: [...demoGroups],
})
