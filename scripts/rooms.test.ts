import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findRoom, readImports, sortPlaces } from './rooms.ts'

const ROOT = join(import.meta.dirname, '..')
const ROOMS = readImports(ROOT, ['lib', 'prisma'])
const LISTED = [
  ...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/^\| `(lib\/[\w-]+|prisma)\/` \|/gm),
].map(([, folder = '']) => folder)

describe('rooms', () => {
  it('import one way, types included', () => {
    expect(sortPlaces(ROOMS, findRoom).ties).toEqual([])
  })

  it('have folders that import one way', () => {
    expect(sortPlaces(ROOMS, dirname).ties).toEqual([])
  })

  it('are all listed in the README, from the ground up', () => {
    const rooms = readdirSync(join(ROOT, 'lib'))
      .filter(name => name !== 'generated')
      .map(name => `lib/${name}`)
    expect(LISTED.toSorted()).toEqual([...rooms, 'prisma'].toSorted())
    const upward = ROOMS.filter(({ from, to }) => {
      const [above, below] = [findRoom(from), findRoom(to)]
      return above && below && LISTED.indexOf(below) > LISTED.indexOf(above)
    })
    expect(upward).toEqual([])
  })
})

it('files import one way, types included', () => {
  const all = readImports(ROOT, ['lib', 'prisma', 'app', 'bin', 'client', 'deploy', 'scripts'])
  expect(sortPlaces(all, file => file).ties).toEqual([])
})

describe('sortPlaces', () => {
  const one = (from: string, to: string) => ({ from: `lib/${from}.ts`, to: `lib/${to}.ts` })

  it('puts each place after what it imports', () => {
    const imports = [
      one('roof/a', 'walls/a'),
      one('walls/a', 'ground/a'),
      one('roof/b', 'ground/a'),
    ]
    expect(sortPlaces(imports, findRoom)).toEqual({
      order: ['lib/ground', 'lib/walls', 'lib/roof'],
      ties: [],
    })
  })

  it('names the imports that form a circle, and none that only lead to it', () => {
    const circle = [one('a/x', 'b/x'), one('b/x', 'c/x'), one('c/x', 'a/y')]
    const ties = sortPlaces(
      [...circle, one('roof/x', 'a/x'), one('a/x', 'ground/x')],
      findRoom,
    ).ties
    expect(ties).toEqual(circle)
  })
})
