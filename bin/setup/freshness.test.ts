import { existsSync, rmSync, utimesSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeScratchFolder, writeFiles } from '../../e2e/fixtures/scratch-folder.ts'
import {
  buildSources,
  clientSources,
  computeFingerprint,
  describeInstallFailure,
  isDone,
  isInstalled,
  removeBinsFromPath,
  stamps,
} from './freshness.mjs'
import { OWN_NODE } from './node.mjs'

const project = join(import.meta.dirname, '../..')

test.each([...buildSources, ...clientSources])('%s exists', name => {
  expect(existsSync(join(project, name))).toBe(true)
})

describe('computeFingerprint', () => {
  const files = { 'app/a.ts': '1', 'app/b/c.ts': '2', 'lock.json': '3' }
  const sources = ['app', 'lib', 'lock.json']

  function change(act: (root: string) => void): boolean {
    const root = makeScratchFolder()
    writeFiles(root, files)
    const before = computeFingerprint(root, sources)
    act(root)
    return computeFingerprint(root, sources) !== before
  }

  test.each<[string, (root: string) => void]>([
    ['changed contents', root => writeFiles(root, { 'app/b/c.ts': '3' })],
    ['a new file', root => writeFiles(root, { 'lib/d.ts': '' })],
    ['a removed file', root => rmSync(join(root, 'app/a.ts'))],
    [
      'a renamed file',
      root => {
        rmSync(join(root, 'app/a.ts'))
        writeFiles(root, { 'app/z.ts': '1' })
      },
    ],
    [
      'text that moves from one file to the next',
      root => writeFiles(root, { 'app/a.ts': '', 'app/b/c.ts': '12' }),
    ],
  ])('%s changes it', (_, act) => expect(change(act)).toBe(true))

  test.each<[string, (root: string) => void]>([
    ['a new time of change', root => utimesSync(join(root, 'app/a.ts'), 1, 1)],
    ['a test', root => writeFiles(root, { 'app/a.test.ts': '1', 'app/b.test.tsx': '1' })],
    ['a generated client', root => writeFiles(root, { 'lib/generated/sqlite/client.ts': '1' })],
    ['a file that is not a source', root => writeFiles(root, { 'README.md': '1' })],
  ])('%s does not change it', (_, act) => expect(change(act)).toBe(false))
})

test('isDone needs the same fingerprint and the product', () => {
  const root = makeScratchFolder()
  writeFiles(root, { stamp: 'mark', product: '' })
  expect(isDone(root, 'stamp', 'mark')).toBe(true)
  expect(isDone(root, 'stamp', 'mark', 'product')).toBe(true)
  expect(isDone(root, 'stamp', 'other')).toBe(false)
  expect(isDone(root, 'none', '')).toBe(false)
  rmSync(join(root, 'product'))
  expect(isDone(root, 'stamp', 'mark', 'product')).toBe(false)
})

describe('isInstalled', () => {
  type Packages = Record<string, { version: string; optional?: true; devOptional?: true }>
  const wanted: Packages = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/win': { version: '1.0.0', optional: true },
  }
  const record = (packages: Packages) => ({
    'node_modules/.package-lock.json': JSON.stringify({ packages }),
  })

  test.each<[string, Record<string, string>, boolean]>([
    ['nothing', {}, false],
    ['our stamp', { [OWN_NODE]: '', [stamps.dependencies]: 'mark' }, true],
    ['our stamp, but no Node', { [stamps.dependencies]: 'mark' }, false],
    ['an older stamp', { [OWN_NODE]: '', [stamps.dependencies]: 'older' }, false],
    [
      'npm run by hand',
      { [OWN_NODE]: '', ...record({ 'node_modules/a': { version: '1.0.0' } }) },
      true,
    ],
    ['npm run by hand, without Node', record({ 'node_modules/a': { version: '1.0.0' } }), false],
    [
      'another version',
      { [OWN_NODE]: '', ...record({ 'node_modules/a': { version: '1.0.1' } }) },
      false,
    ],
    [
      'a missing package',
      { [OWN_NODE]: '', ...record({ 'node_modules/b': { version: '1.0.0' } }) },
      false,
    ],
    [
      'another optional version',
      {
        [OWN_NODE]: '',
        ...record({
          'node_modules/a': { version: '1.0.0' },
          'node_modules/win': { version: '2.0.0' },
        }),
      },
      false,
    ],
    [
      'an older stamp, then npm run by hand',
      {
        [OWN_NODE]: '',
        [stamps.dependencies]: 'older',
        ...record({ 'node_modules/a': { version: '1.0.0' } }),
      },
      true,
    ],
  ])('%s', (_, files, expected) => {
    const root = makeScratchFolder()
    writeFiles(root, { 'package-lock.json': JSON.stringify({ packages: wanted }), ...files })
    expect(isInstalled(root, 'mark')).toBe(expected)
  })
})

test('removeBinsFromPath hides the node that npm is about to replace', () => {
  const inside = ['/p/node_modules/.bin', '/p/a/node_modules/.bin/', 'p\\node_modules\\.bin']
  const outside = ['/usr/bin', '/p/node_modules/.bin/x', '/p/.bin']
  const path = [...inside, ...outside].join(delimiter)
  expect(removeBinsFromPath(path)).toBe(outside.join(delimiter))
})

test.each([
  ['npm error code E404', 'npm config get registry'],
  ['npm error code ETARGET', 'npm config get registry'],
  ['getaddrinfo EAI_AGAIN registry.npmjs.org', 'npm ping'],
  ['connect ECONNREFUSED 127.0.0.1:1', 'npm ping'],
  ['EACCES: permission denied, mkdir', 'who owns this folder'],
  ['ENOSPC: no space left on device', 'disk is full'],
  ['spawn npm ENOENT', 'npm is not on PATH'],
  ['anything else', 'Remove node_modules'],
])('%s: %s', (output, hint) => expect(describeInstallFailure(output)).toContain(hint))
