import { FileArchive, FileCode, FileImage, FileSpreadsheet, FileText, File } from '@lucide/vue'
import { expect, test } from 'vitest'
import { fileIcon } from './fileIcon.ts'

test('the icon follows the bytes, whatever the name says', () => {
  expect(fileIcon('image/heic', 'invoice.pdf')).toBe(FileImage)
  expect(fileIcon('text/html', 'photo.jpg')).toBe(FileCode)
  expect(fileIcon('application/pdf', 'a.zip')).toBe(FileText)
})

test('where the bytes are a mere container the name says what is in it', () => {
  expect(fileIcon('application/zip', '見積書.XLSX')).toBe(FileSpreadsheet)
  expect(fileIcon('application/zip', 'photos.zip')).toBe(FileArchive)
  expect(fileIcon('application/zip', 'no ending')).toBe(FileArchive)
  expect(fileIcon('application/octet-stream', 'no ending')).toBe(File)
})
