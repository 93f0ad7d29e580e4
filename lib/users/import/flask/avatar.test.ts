import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeScratchFolder, writeFiles } from '../../../../e2e/fixtures/scratch-folder.ts'
import { MAX_AVATAR_BYTES } from '../../avatars/body.ts'
import { hasAvatarFile, readFlaskAvatar } from './avatar.ts'

/** A folder of uploads with an avatar of toby's, and a secret beside it. */
function uploads(): string {
  const folder = makeScratchFolder()
  writeFiles(folder, { 'secret.png': 'secret', 'up/toby/me.png': 'avatar', 'up/all.png': 'all' })
  return join(folder, 'up')
}

const textOf = async (uid: string, pfp: string | null, folder: string | null = uploads()) => {
  const bytes = await readFlaskAvatar({ uid, pfp }, folder)
  return bytes && Buffer.from(bytes).toString()
}

describe('readFlaskAvatar', () => {
  it('reads the file in the folder of the user', async () => {
    expect(await textOf('toby', 'me.png')).toBe('avatar')
    expect(hasAvatarFile({ uid: 'toby', pfp: 'me.png' })).toBe(true)
  })

  it('gives null if there is none, or none is wanted', async () => {
    expect([await textOf('toby', null), await textOf('toby', '')]).toEqual([null, null])
    expect(await textOf('toby', 'me.png', null)).toBeNull()
  })

  it.each(['data:image/png;base64,', ''])('reads the column itself: %s…', async start => {
    const text = 'an avatar within the column '.repeat(9)
    const pfp = start + Buffer.from(text).toString('base64')
    expect(await textOf('toby', pfp, null)).toBe(text)
    expect(hasAvatarFile({ uid: 'toby', pfp })).toBe(false)
  })

  it.each([
    ['toby', '../../secret.png'],
    ['toby', '../all.png'],
    ['toby', '..'],
    ['toby', '.'],
    ['toby', '/etc/hostname'],
    ['toby', 'me.png\0.jpg'],
    ['toby', '..\\all.png'],
    ['toby', 'https://pictures.example/me.png'],
    ['..', 'secret.png'],
    ['.', 'all.png'],
    ['toby/..', 'all.png'],
    ['', 'all.png'],
  ])('does not leave the folder of the user: %j, %j', async (uid, pfp) => {
    await expect(textOf(uid, pfp)).rejects.toMatchObject({ code: 'no_picture' })
  })

  it('follows no link of a file or a folder out of the uploads', async () => {
    const folder = uploads()
    symlinkSync(join(folder, '..', 'secret.png'), join(folder, 'toby', 'link.png'))
    symlinkSync(join(folder, '..'), join(folder, 'eve'))
    for (const [uid, pfp] of [
      ['toby', 'link.png'],
      ['eve', 'secret.png'],
    ] as const) {
      await expect(textOf(uid, pfp, folder)).rejects.toThrow('leads outside')
    }
  })

  it('says what is missing, not a file, or too large', async () => {
    const folder = uploads()
    mkdirSync(join(folder, 'toby', 'dir.png'))
    writeFileSync(join(folder, 'toby', 'huge.png'), Buffer.alloc(MAX_AVATAR_BYTES + 1))
    await expect(textOf('toby', 'gone.png', folder)).rejects.toThrow('There is no file gone.png')
    await expect(textOf('toby', 'dir.png', folder)).rejects.toThrow('is not a file')
    await expect(textOf('toby', 'huge.png', folder)).rejects.toMatchObject({ status: 413 })
  })
})
