import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findLogoFileFault, readLogoAddress } from './site-logo-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-logo-'))
const write = (name: string, content: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('SITE_LOGO', () => {
  it.each([
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['image/png', Buffer.from('89504e470d0a1a0a00', 'hex')],
    ['image/jpeg', Buffer.from('ffd8ffe000', 'hex')],
    ['image/gif', 'GIF89a'],
    ['image/webp', 'RIFF0000WEBPVP8 '],
  ])('is a file of the type %s by its content', (type, content) => {
    const path = write('logo', content)
    expect(findLogoFileFault(path)).toBeNull()
    expect(readLogoAddress(path)).toBe(
      `data:${type};base64,${Buffer.from(content).toString('base64')}`,
    )
  })

  it('is a data address as it stands', () => {
    const address = 'data:image/gif;base64,R0lGODlh'
    expect(findLogoFileFault(address)).toBeNull()
    expect(readLogoAddress(address)).toBe(address)
  })

  it.each([
    ['nowhere.png', 'is no file that can be read'],
    [write('page.png', '<!doctype html>'), 'is no image'],
    [write('large.gif', `GIF89a${'x'.repeat(50_000)}`), 'is too large'],
    ['data:text/html;base64,PGI+', 'is no data address'],
  ])('is refused: %s', (text, problem) => {
    expect(findLogoFileFault(text)?.problem).toContain(problem)
  })
})
