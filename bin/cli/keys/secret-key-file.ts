import { chmod, chown, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises'
import { isDeepStrictEqual, parseEnv } from 'node:util'
import { createDraft, discardDraft, syncFile } from '#lib/backup/draft.ts'
import { CommandError, EXIT } from '../command.ts'

// A quoted value may have several lines.
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?SECRET_KEY[ \t]*=[ \t]*(?:"[^"]*"|'[^']*')?.*$/gm

/**
 * Writes `secretKey` as SECRET_KEY into the settings file at `path`, by one rename. All other settings stay as they
 * are, and so do the owner and the mode of the file.
 * @throws CommandError `env_unclear` when the file is written in a way that this does not understand.
 */
export async function writeSecretKey(path: string, secretKey: string): Promise<void> {
  const file = await realpath(path)
  const text = assignSecretKey(await readFile(file, 'utf8'), secretKey)
  const { mode, uid, gid } = await stat(file)
  const draft = await createDraft(file)
  try {
    await writeFile(draft, text)
    await chown(draft, uid, gid)
    await chmod(draft, mode & 0o777)
    await syncFile(draft)
    await rename(draft, file)
  } finally {
    await discardDraft(draft)
  }
}

function assignSecretKey(text: string, secretKey: string): string {
  const line = `SECRET_KEY=${secretKey}`
  const replaced = text.replace(ASSIGNMENT, line)
  const assigned = replaced.includes(line)
    ? replaced
    : `${text.replace(/(?<=[^\n])$/, '\n')}${line}\n`
  if (isDeepStrictEqual(parseEnv(assigned), { ...parseEnv(text), SECRET_KEY: secretKey })) {
    return assigned
  }
  const message =
    'Cannot tell where SECRET_KEY stands in .env. Write it on one line, then try again.'
  throw new CommandError(EXIT.failed, 'env_unclear', message)
}
