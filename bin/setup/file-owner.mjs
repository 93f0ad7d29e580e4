import { chownSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Gives the new file `path` the owner of its folder: root may set up an installation that another user runs. */
export function giveToFolderOwner(path) {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(dirname(path))
  chownSync(path, uid, gid)
}
