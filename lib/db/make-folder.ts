import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { giveToFolderOwner } from './file-owner.ts'

/**
 * Makes `folder` and the missing folders above it, for their owner alone. When root makes them, that is the
 * owner of the folder above. The `recursive` option of mkdir never
 * returns where the system reports a missing folder but makes none, as in /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  const above = dirname(folder)
  if (above !== folder) await makeFolder(above)
  try {
    await mkdir(folder, { mode: 0o700 })
    await giveToFolderOwner(folder)
  } catch (error) {
    // Another process has just made it. Whether it is a folder shows when it is used.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
}
