// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { item } from '../../composables/timeline/build.fixture.ts'
import { english, settled, stored } from './media.fixture.ts'
import MediaSet from './MediaSet.vue'

async function drawn(indexes: number[], total: number | undefined) {
  const more = total === undefined ? {} : { setTotal: total }
  const parts = indexes.map((setIndex) =>
    item(
      setIndex,
      { body: { kind: 'image', setId: 's', setIndex, ...more, media: stored('image/png') } },
      `c:${setIndex}`,
    ),
  )
  const wrapper = mount(MediaSet, { props: { parts }, global: { plugins: [english()] } })
  await settled()
  return wrapper
}

test('one grid with every part, and how many are still on their way', async () => {
  const set = await drawn([1, 3], 3)
  expect(set.findAll('li')).toHaveLength(2)
  expect(set.findAll('img').map((img) => img.attributes('alt'))).toEqual(['Photo 1 of 3', 'Photo 3 of 3'])
  expect(set.text()).toContain('2 of 3')
})

test('a whole one, and one of unknown number, count nothing', async () => {
  expect((await drawn([1, 2, 3], 3)).text()).not.toContain('of 3')
  expect((await drawn([1, 2], undefined)).find('.media-set-count').exists()).toBe(false)
})
