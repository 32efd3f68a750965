// Areas of an imagemap as fields: what a tap there does, and where it is, in units of a picture 1,040 wide.
import { LIMITS } from '@madoguchi/contracts/line/limits'
import { line, lines, number, type Field, type Part } from './part.ts'

const { area, uri, message, clipboard, film } = LIMITS.imagemap

export const AREA: Part = {
  is: 'group',
  fields: [number('x', area.x), number('y', area.y), number('width', area.width), number('height', area.height)],
}

const DOES: Record<string, Field> = {
  uri: line('linkUri', uri.linkUri, 'uri'),
  message: lines('text', message.text, 'says'),
  clipboard: lines('clipboardText', clipboard.clipboardText),
}
export const areaTypes = Object.keys(DOES)

export const areaFields = (type: string): readonly Field[] =>
  Object.hasOwn(DOES, type)
    ? [DOES[type]!, line('label', LIMITS.imagemap[type as 'uri'].label, 'areaLabel'), { name: 'area', part: AREA }]
    : []

/** A film that plays over the picture, with a link shown at its end. */
export const FILM: Part = {
  is: 'group',
  optional: true,
  fields: [
    line('originalContentUrl', film.originalContentUrl, 'filmUrl'),
    line('previewImageUrl', film.previewImageUrl),
    { name: 'area', part: AREA },
    {
      name: 'externalLink',
      part: {
        is: 'group',
        optional: true,
        fields: [
          line('linkUri', film.externalLink.linkUri, 'filmLink'),
          line('label', film.externalLink.label, 'filmLabel'),
        ],
      },
    },
  ],
}
