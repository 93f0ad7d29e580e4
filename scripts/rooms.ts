import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path/posix'

// Rooms are the folders of lib/, and prisma/. They import one way, types included, so that each can be read without
// the rooms that use it. The same holds for the folders within a room, and for files.

/** One import: the file that contains it, and the file that it names. */
export type Import = { from: string; to: string }

const STATEMENT = /\b(?:from|import)\s*\(?\s*(?:\/\*[^*]*\*\/\s*)?'((?:#lib\/|\.{1,2}\/)[^']+)'/g
const LEFT_OUT = /\.(?:test|fixture)\.ts$|^lib\/generated\//

/** Reads all imports among the files of `folders` under `root`, without tests. */
export function readImports(root: string, folders: string[]): Import[] {
  return folders
    .flatMap(folder => globSync(`${folder}/**/*.{ts,tsx,mjs}`, { cwd: root, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => relative(root, join(entry.parentPath, entry.name)))
    .filter(file => !LEFT_OUT.test(file))
    .flatMap(from => {
      const text = readFileSync(join(root, from), 'utf8')
      return [...text.matchAll(STATEMENT)].map(([, name = '']) => ({
        from,
        to: resolveTarget(from, name),
      }))
    })
    .filter(({ to }) => !LEFT_OUT.test(to))
}

/**
 * Sorts places, such as rooms, so that each comes after all places that it imports.
 * @param placeOf the place of a file; null leaves the file out.
 * @returns the order, and the imports that form circles (`ties`), whose places cannot be sorted.
 */
export function sortPlaces(
  imports: Import[],
  placeOf: (file: string) => string | null,
): { order: string[]; ties: Import[] } {
  const between = imports.flatMap(one => {
    const from = placeOf(one.from)
    const to = placeOf(one.to)
    return from === null || to === null || from === to ? [] : [{ ...one, places: { from, to } }]
  })
  const places = imports.flatMap(({ from, to }) => [placeOf(from), placeOf(to)])
  let left = new Set(places.filter(place => place !== null).toSorted())
  const order: string[] = []
  for (;;) {
    const isTied = (place: string) =>
      between.some(({ places: { from, to } }) => from === place && left.has(to))
    const free = [...left].filter(place => !isTied(place))
    if (free.length === 0) break
    order.push(...free)
    left = new Set([...left].filter(isTied))
  }
  return { order, ties: findTies(left, between) }
}

/** The imports among the places `left` that form a circle, without those that only lead to one. */
function findTies(
  left: Set<string>,
  between: (Import & { places: { from: string; to: string } })[],
): Import[] {
  const inCircle = new Set(left)
  for (let before = 0; before !== inCircle.size; ) {
    before = inCircle.size
    for (const place of [...inCircle]) {
      const isImported = between.some(
        ({ places: { from, to } }) => to === place && inCircle.has(from),
      )
      if (!isImported) inCircle.delete(place)
    }
  }
  return between
    .filter(({ places: { from, to } }) => inCircle.has(from) && inCircle.has(to))
    .map(({ from, to }) => ({ from, to }))
}

/** The room of a file: `lib/users/import/judge.ts` → `lib/users`; null for a file outside the rooms. */
export function findRoom(file: string): string | null {
  if (file.startsWith('prisma/')) return 'prisma'
  return /^(lib\/[^/]+)\//.exec(file)?.[1] ?? null
}

function resolveTarget(from: string, name: string): string {
  return name.startsWith('#lib/') ? `lib/${name.slice(5)}` : join(dirname(from), name)
}
