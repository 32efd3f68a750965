// An icon by what a file is: its bytes first, what it calls itself where they say nothing.
import {
  File,
  FileArchive,
  FileCode,
  FileHeadphone,
  FileImage,
  FilePlay,
  FileSpreadsheet,
  FileText,
  Presentation,
} from '@lucide/vue'
import type { Component } from 'vue'

const TYPES: [RegExp, Component][] = [
  [/^image\//, FileImage],
  [/^video\//, FilePlay],
  [/^audio\//, FileHeadphone],
  [/spreadsheet|ms-excel|csv/, FileSpreadsheet],
  [/presentation|powerpoint/, Presentation],
  [/^application\/pdf$|^text\/plain$|word/, FileText],
  [/^text\/|json|xml|javascript/, FileCode],
]
const ENDINGS: [RegExp, Component][] = [
  [/\.(xlsx?|ods|csv|tsv|numbers)$/i, FileSpreadsheet],
  [/\.(pptx?|odp|key)$/i, Presentation],
  [/\.(docx?|odt|rtf|txt|md|pages|pdf)$/i, FileText],
  [/\.(zip|gz|tgz|7z|rar|tar|lzh)$/i, FileArchive],
  [/\.(html?|xml|json|js|css)$/i, FileCode],
  [/\.(jpe?g|png|gif|webp|heic|tiff?|svg)$/i, FileImage],
]

const find = (list: [RegExp, Component][], text: string) => list.find(([is]) => is.test(text))?.[1]

/** A document of an office is a ZIP by its bytes, so that its name is asked before "archive". */
export const fileIcon = (type: string, name: string): Component =>
  find(TYPES, type) ?? find(ENDINGS, name) ?? (/zip|rar|7z/.test(type) ? FileArchive : File)
