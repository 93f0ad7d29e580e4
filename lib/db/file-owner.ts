import { chmod, chown, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

// Root may run the command line of an installation that a service's user owns. What it creates there must stay
// usable for that user, so it gets the owner of the place that it is put in. Nobody else can give files away.

/** Gives the new file or folder `path` the owner of the folder it is in, when root made it. */
export async function giveToFolderOwner(path: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(dirname(path))
  await chown(path, uid, gid)
}

/** Gives the file `path` the owner and the mode of `model`, which it replaces. */
export async function copyOwnerAndMode(path: string, model: string): Promise<void> {
  const { uid, gid, mode } = await stat(model)
  if (process.getuid?.() === 0) await chown(path, uid, gid)
  await chmod(path, mode & 0o777)
}
