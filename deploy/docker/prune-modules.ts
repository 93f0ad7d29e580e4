import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

// node deploy/docker/prune-modules.ts <folder>: removes from its node_modules what a built server does not need.
// `npm prune --omit=dev` would keep peer dependencies: Prisma's command line, its studio, TypeScript.

/** Dependencies that only the build needs: compilers, and the icons, which are in the pages now. */
const BUILD_ONLY = /^(?:@next\/swc-.*|lucide-react)$/

type Manifest = {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** The folders of all packages that `root` needs at run time: its dependencies and theirs, without peers. */
export function findNeededFolders(root: string): Set<string> {
  const needed = new Set<string>()
  const add = (folder: string) => {
    const { dependencies, optionalDependencies } = readManifest(folder)
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = BUILD_ONLY.test(name) ? null : findPackage(name, folder, root)
      // Optional packages for other platforms are not installed.
      if (!found || needed.has(found)) continue
      needed.add(found)
      add(found)
    }
  }
  add(root)
  return needed
}

/** Removes every package of `root` that is not needed. @returns their names. */
export function pruneModules(root: string): string[] {
  const needed = findNeededFolders(root)
  const modules = join(root, 'node_modules')
  const names = readdirSync(modules).flatMap(name =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map(part => `${name}/${part}`) : [name],
  )
  const unneeded = names.filter(name => !needed.has(join(modules, name)))
  for (const name of unneeded) rmSync(join(modules, name), { recursive: true, force: true })
  return unneeded
}

/** Finds the nearest package of that name, in the order in which Node looks for it. */
function findPackage(name: string, from: string, root: string): string | null {
  const folder = join(from, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return folder
  return from === root ? null : findPackage(name, dirname(from), root)
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

if (import.meta.main) {
  const removed = pruneModules(process.argv[2] ?? process.cwd())
  process.stdout.write(`Removed ${removed.length} packages that only the build needed.\n`)
}
