import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isNodeAtLeast, MIN_NODE, MIN_SETUP_NODE } from './node.mjs'

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const { engines, devDependencies } = JSON.parse(read('package.json'))
const [major = ''] = MIN_NODE.split('.')

describe('isNodeAtLeast', () => {
  afterEach(() => vi.unstubAllGlobals())

  it.each([
    ['20.0.0', '20', true],
    ['20.19.4', '20', true],
    ['18.20.8', '20', false],
    ['24.7.0', '24.7', true],
    ['24.21.0', '24.7', true],
    ['24.6.0', '24.7', false],
    ['26.0.0', '24.7', true],
    ['22.30.0', '24.7', false],
  ])('%s is at least %s: %s', (node, wanted, expected) => {
    vi.stubGlobal('process', { versions: { node } })
    expect(isNodeAtLeast(wanted)).toBe(expected)
  })
})

describe('every place says the same version of Node', () => {
  it('package.json: `engines`, the package `node` and the types', () => {
    expect(engines.node).toBe(`>=${MIN_NODE}`)
    expect(devDependencies.node).toMatch(new RegExp(`^${major}\\.\\d+\\.\\d+$`))
    expect(devDependencies['@types/node']).toMatch(new RegExp(`^${major}\\.`))
  })

  it('README.md: what a machine needs, and what the rest runs on', () => {
    expect(read('README.md')).toContain(`You need Node ${MIN_SETUP_NODE} or newer with npm`)
    expect(read('README.md')).toContain(`runs on the Node ${major} that npm installs`)
  })

  it.each(['Dockerfile', 'deploy/docker.md'])('%s: the image has the package’s version', file => {
    expect(read(file)).toContain(`NODE=${devDependencies.node}-`)
  })

  it('all other pages, settings and messages', () => {
    const files = globSync(
      [
        '*.md',
        'docs/**/*.md',
        'deploy/**/*.{md,service}',
        'bin/**/*.{ts,mjs}',
        '.github/**/*.{md,yml,yaml}',
      ],
      { cwd: ROOT, exclude: ['CHANGELOG.md', 'bin/setup/node.test.ts'] },
    )
    expect(files).toContain('README.md')
    const versions = files.flatMap(file =>
      [...read(file).matchAll(/\bNode (\d+(?:\.\d+)*)|node-version: *'?(\d+(?:\.\d+)*)/g)].map(
        ([, inText, inWorkflow]) => `${file}: ${inText ?? inWorkflow}`,
      ),
    )
    const allowed = [MIN_SETUP_NODE, major, MIN_NODE]
    expect(versions.filter(one => !allowed.includes(one.split(': ')[1] ?? ''))).toEqual([])
  })
})
