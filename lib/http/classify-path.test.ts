import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { classifyPath } from './classify-path.ts'

const app = join(import.meta.dirname, '../../app')

/** The paths at which the files named `name` in app/ are served. */
const pathsOf = (name: string) =>
  readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter(file => file.split('/').at(-1) === name)
    .map(file => `/${file.split('/').slice(0, -1).join('/')}`.replace(/\/\([^)]*\)/g, ''))

describe('classifyPath', () => {
  it.each(pathsOf('route.ts'))('%s counts its requests itself', path => {
    expect([classifyPath(path), classifyPath(`${path}/`)]).toEqual([null, null])
  })

  it.each([...pathsOf('page.tsx'), '/nowhere', '/apis', '/client.jsx', '/metrics/x'])(
    '%s is a page',
    path => expect(classifyPath(path)).toBe('(page)'),
  )

  it.each(['/_next/static/a.js', '/icon.svg', '/favicon.ico'])('%s is a file', path => {
    expect(classifyPath(path)).toBe('(file)')
  })
})
