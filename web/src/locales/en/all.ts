// All nouns of one language, by file name.
import { wordsOf } from '../words.ts'

export default wordsOf(
  import.meta.glob<{ default: object }>(
    [
      './*.ts',
      '!./all.ts',
      '!./slot.ts',
      '!./schedule.ts',
      '!./beside.ts',
      '!./desk.ts',
      '!./date.ts',
      '!./team.ts',
      '!./people.ts',
      '!./audit.ts',
      '!./notice.ts',
      '!./search.ts',
      '!./notify.ts',
      '!./rules.ts',
      '!./note.ts',
      '!./keys.ts',
      '!./palette.ts',
      '!./template.ts',
      '!./quota.ts',
      '!./upload.ts',
      '!./edit.ts',
    ],
    {
      eager: true,
    },
  ),
)
