import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ANSWER_FIELDS } from '#lib/proofs/way.ts'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { addWord } from '../../e2e/fixtures/ways/add-word.ts'
import { readImports } from '../../scripts/rooms.ts'
import { listWays } from './registry.ts'

const ROOT = join(import.meta.dirname, '../..')

const listFolders = (path: string) =>
  readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)

it('each way is a folder and a line of the registry', () => {
  expect(
    listWays()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(listFolders('lib/ways'))
})

it('nothing but the registry knows a way by its folder', () => {
  const imports = readImports(ROOT, ['lib', 'app', 'bin'])
  const outside = imports.filter(
    ({ from, to }) => /^lib\/ways\/[\w-]+\//.test(to) && !/^lib\/ways\/[\w-]+\//.test(from),
  )
  expect(outside.map(({ from, to }) => `${from}: ${to}`)).toEqual(
    listFolders('lib/ways').map(name => `lib/ways/registry.ts: lib/ways/${name}/${name}-way.ts`),
  )
})

it('a second way is a folder and a line, too: that of the tests', () => {
  addWord()
  expect(listFolders('e2e/fixtures/ways')).toEqual(['word'])
  expect(listWays().map(({ name }) => name)).toEqual(['password', 'word', 'mail-code'])
  forgetInstances('ways')
})

it('names and fields are what the API says', () => {
  for (const { name, field, amr } of listWays()) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(ANSWER_FIELDS).toContain(field)
    expect(amr.join(' ')).toMatch(/^[a-z]+( [a-z]+)*$/)
  }
})
