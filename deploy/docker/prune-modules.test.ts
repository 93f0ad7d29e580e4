import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findNeededFolders, pruneModules } from './prune-modules.ts'

const repository = join(import.meta.dirname, '../..')
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'latchkey-modules-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function writeManifest(path: string, manifest: object): void {
  mkdirSync(join(root, path), { recursive: true })
  writeFileSync(join(root, path, 'package.json'), JSON.stringify(manifest))
}

it('keeps what a running server needs, and no peer dependencies', () => {
  writeManifest('.', { dependencies: { server: '1' }, devDependencies: { tool: '1' } })
  writeManifest('node_modules/server', {
    dependencies: { shared: '2', '@scope/part': '1' },
    optionalDependencies: { 'for-here': '1', 'for-elsewhere': '1', '@next/swc-linux-x64-gnu': '1' },
    peerDependencies: { compiler: '1' },
  })
  writeManifest('node_modules/server/node_modules/shared', { dependencies: { deep: '1' } })
  for (const name of ['shared', 'deep', '@scope/part', '@scope/other', 'for-here']) {
    writeManifest(`node_modules/${name}`, {})
  }
  for (const name of ['tool', 'compiler', '@next/swc-linux-x64-gnu']) {
    writeManifest(`node_modules/${name}`, {})
  }
  const removed = ['shared', '@scope/other', 'tool', 'compiler', '@next/swc-linux-x64-gnu']
  expect(pruneModules(root).toSorted()).toEqual(removed.toSorted())
  expect(readdirSync(join(root, 'node_modules/server/node_modules'))).toEqual(['shared'])
})

it('keeps the server of this repository and its engines, and no compiler', () => {
  const needed = [...findNeededFolders(repository)].map(folder =>
    folder.slice(join(repository, 'node_modules/').length),
  )
  const kept = ['next', 'react-dom', 'better-sqlite3', 'pg', '@prisma/client', 'sharp']
  expect(needed).toEqual(expect.arrayContaining(kept))
  for (const name of ['prisma', 'typescript', 'vitest', 'playwright', 'lucide-react']) {
    expect(needed).not.toContain(name)
  }
})

it('the image runs as the user node, and has all files of a server', () => {
  const dockerfile = readFileSync(join(repository, 'Dockerfile'), 'utf8')
  expect(dockerfile).toMatch(/^USER node$/m)
  for (const file of ['server.ts', 'serving-process.ts', 'next.config.mjs', 'package.json']) {
    expect(dockerfile).toContain(`/latchkey/${file}`)
  }
})
