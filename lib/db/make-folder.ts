import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes `folder` and those above it that are missing, for their owner alone. The `recursive` of mkdir tries for ever
 * where the system says that a folder is missing which it will not make, as in /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  const above = dirname(folder)
  if (above !== folder) await makeFolder(above)
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    // Another process made it meanwhile; whether it is a folder at all shows at the next use.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
}
